/** How far annotators agree: percent, kappas, alpha and Gwet's coefficients, with intervals. */
package dev.agon.agreement;
