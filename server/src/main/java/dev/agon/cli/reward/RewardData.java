package dev.agon.cli.reward;

import dev.agon.reward.pairs.PreferencePairs;
import java.util.List;
import java.util.Map;

/**
 * Pairs with their texts.
 *
 * @param texts the items
 * @param groups the name of each group
 * @param excluded how many rows were left out, by reason
 */
record RewardData(
    PreferencePairs pairs, RewardTexts texts, List<String> groups, Map<String, Integer> excluded) {}
