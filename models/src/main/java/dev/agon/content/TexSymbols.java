package dev.agon.content;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands that stand for one sign, a name or a blank. */
final class TexSymbols {
  private static final Map<String, String> LETTERS =
      table(
          """
          alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
          lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
          varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
          Omega Ω hbar ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ imath ı jmath ȷ infty ∞ partial ∂ nabla ∇
          emptyset ∅ varnothing ∅ top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ square □ Box □ blacksquare ■
          diamond ⋄ bigstar ★ degree ° circ ∘ prime ′ forall ∀ exists ∃ nexists ∄ therefore ∴ because ∵ ldots …
          dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ % % $ $ # # _ _ & & S § P ¶ checkmark ✓ dagger †
          pounds £ euro € copyright © clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ sharp ♯ natural ♮
          """);

  private static final Map<String, String> OPERATORS =
      table(
          """
          cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙
          cup ∪ cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿
          neg ¬ lnot ¬ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ lt < gt > ne ≠ neq ≠ ll ≪ gg ≫ equiv ≡ sim ∼
          simeq ≃ approx ≈ cong ≅ doteq ≐ propto ∝ asymp ≍ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋
          subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ supsetneq ⊋ mid ∣ nmid ∤ parallel ∥ perp ⟂
          vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ bowtie ⋈ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ←
          longleftarrow ⟵ leftrightarrow ↔ longleftrightarrow ⟷ Rightarrow ⇒ Longrightarrow ⟹ implies ⟹
          Leftarrow ⇐ Longleftarrow ⟸ impliedby ⟸ Leftrightarrow ⇔ Longleftrightarrow ⟺ iff ⟺ mapsto ↦ longmapsto ⟼
          uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
          hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝
          twoheadrightarrow ↠ colon : coloneqq ≔ triangleq ≜ lesssim ≲ gtrsim ≳ approxeq ≊ subsetneqq ⫋
          trianglelefteq ⊴ lhd ⊲ rhd ⊳ ltimes ⋉ rtimes ⋊ bigcirc ◯ vert | Vert ‖ backslash ∖ surd √
          """);

  /** Signs that grow in displays and take what stands at them above and below. */
  private static final Map<String, String> LARGE =
      table(
          """
          sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
          bigodot ⨀ biguplus ⨄
          """);

  private static final Map<String, String> INTEGRALS =
      table("int ∫ iint ∬ iiint ∭ oint ∮ smallint ∫ oiint ∯");

  /** What may stand after left, right, middle and big. */
  private static final Map<String, String> FENCES =
      table(
          """
          ( ( ) ) [ [ ] ] / / | | < ⟨ > ⟩ . . { { } } lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩
          lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ uparrow ↑ downarrow ↓
          lgroup ⟮ rgroup ⟯ ulcorner ⌜ urcorner ⌝ llbracket ⟦ rrbracket ⟧ backslash \\
          """);

  private static final Map<String, String> ACCENTS =
      table(
          """
          hat ^ widehat ^ tilde ~ widetilde ~ bar ¯ overline ¯ vec → overrightarrow → overleftarrow ← dot ˙
          ddot ¨ dddot ⃛ acute ´ grave ` check ˇ breve ˘ mathring ˚ overbrace ⏞ overleftrightarrow ↔
          """);

  private static final Map<String, String> BELOW =
      table("underline _ underbrace ⏟ underrightarrow →");

  private static final Map<String, String> BLANKS =
      table(
          """
          , 0.1667em thinspace 0.1667em : 0.2222em > 0.2222em medspace 0.2222em ; 0.2778em thickspace 0.2778em
          ! -0.1667em negthinspace -0.1667em quad 1em qquad 2em enspace 0.5em enskip 0.5em space 0.25em
          """);

  private static final Set<String> FUNCTIONS =
      Set.of(
          "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh",
          "tanh", "coth", "log", "ln", "lg", "exp", "deg", "dim", "ker", "hom", "arg");

  private static final Set<String> LIMITS =
      Set.of(
          "lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin", "det", "gcd",
          "Pr");

  private TexSymbols() {}

  private static Map<String, String> table(String pairs) {
    Map<String, String> table = new HashMap<>();
    String[] words = pairs.strip().split("\\s+", -1);
    for (int k = 0; k < words.length; k += 2) {
      table.put(words[k], words[k + 1]);
    }
    return Map.copyOf(table);
  }

  static @Nullable String letter(String command) {
    return LETTERS.get(command);
  }

  static @Nullable String operator(String command) {
    return OPERATORS.get(command);
  }

  static @Nullable String large(String command) {
    return LARGE.get(command);
  }

  static @Nullable String integral(String command) {
    return INTEGRALS.get(command);
  }

  static @Nullable String fence(String command) {
    return FENCES.get(command);
  }

  static @Nullable String accent(String command) {
    return ACCENTS.get(command);
  }

  static @Nullable String below(String command) {
    return BELOW.get(command);
  }

  static @Nullable String blank(String command) {
    return BLANKS.get(command);
  }

  static boolean isFunction(String command) {
    return FUNCTIONS.contains(command);
  }

  static boolean takesLimits(String command) {
    return LIMITS.contains(command);
  }
}
