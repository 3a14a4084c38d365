/** Commands that train, judge and use reward models from files. */
package dev.agon.cli.reward;
