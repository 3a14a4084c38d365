package dev.agon.server.http.content;

import com.github.jknack.handlebars.EscapingStrategy;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Markdown of people and models as HTML that can do nothing: no scripts, styles or images. */
public final class Markdown {
  /** Longer texts are shown as they are. */
  static final int LONGEST = 200_000;

  private static final int DEEPEST = 32;
  private static final int DEEPEST_INLINE = 64;

  private static final int MOST_CELLS = 20_000;
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?://|mailto:)");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(
              List.of(TablesExtension.builder().maxCells(MOST_CELLS).build(), new Formulas()))
          .maxOpenBlockParsers(DEEPEST)
          .maxInlineNesting(DEEPEST_INLINE)
          .build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(List.of(TablesExtension.create(), new Formulas()))
          .escapeHtml(true)
          .sanitizeUrls(true)
          .attributeProviderFactory(context -> Markdown::addAttributes)
          .build();

  static final PolicyFactory ALLOWED =
      new HtmlPolicyBuilder()
          .allowElements(
              "p",
              "h3",
              "h4",
              "h5",
              "h6",
              "ul",
              "ol",
              "li",
              "blockquote",
              "pre",
              "code",
              "em",
              "strong",
              "hr",
              "br",
              "table",
              "thead",
              "tbody",
              "tr",
              "th",
              "td",
              "a")
          .allowUrlProtocols("https", "http", "mailto")
          .allowAttributes("href")
          .onElements("a")
          .allowAttributes("target")
          .matching(true, "_blank")
          .onElements("a")
          .allowAttributes("start")
          .onElements("ol")
          .allowAttributes("tabindex")
          .matching(true, "0")
          .onElements("pre", "table", "p", "span")
          .allowAttributes("align")
          .matching(true, "left", "center", "right")
          .onElements("th", "td")
          .allowAttributes("class")
          .matching(Pattern.compile("math|language-[A-Za-z0-9_+#.-]{1,30}"))
          .onElements("code")
          .allowAttributes("class")
          .matching(true, "formula")
          .onElements("p")
          .allowElements("span")
          .allowAttributes("class")
          .matching(true, "formula", "name", "beginning")
          .onElements("span")
          .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
          .toFactory()
          .and(mathml());

  private Markdown() {}

  /**
   * Renders Markdown; HTML in it is shown as text, images become links, headings begin below the
   * page's own two levels. Takes time proportional to the length, whatever the text.
   */
  public static String toSafeHtml(String markdown) {
    if (markdown.length() > LONGEST) {
      return asItIs(markdown);
    }
    Node document;
    try {
      document = PARSER.parse(markdown);
    } catch (IllegalArgumentException tooManyCells) {
      return asItIs(markdown);
    }
    document.accept(new Tamer());
    return ALLOWED.sanitize(RENDERER.render(document));
  }

  /** What {@link Formulas} write. */
  private static PolicyFactory mathml() {
    return new HtmlPolicyBuilder()
        .allowElements(
            "math",
            "mrow",
            "mi",
            "mn",
            "mo",
            "mtext",
            "mspace",
            "mfrac",
            "msub",
            "msup",
            "msubsup",
            "munder",
            "mover",
            "munderover",
            "mtable",
            "mtr",
            "mtd",
            "mstyle",
            "mphantom")
        .allowAttributes("display")
        .matching(true, "block")
        .onElements("math")
        .allowAttributes("mathvariant")
        .matching(true, "normal")
        .onElements("mi")
        .allowAttributes("displaystyle", "stretchy", "accent", "movablelimits")
        .matching(true, "true", "false")
        .onElements("mstyle", "mtable", "mo", "mover")
        .allowAttributes("width", "minsize", "maxsize", "lspace", "rspace", "linethickness")
        .matching(Pattern.compile("0|-?[0-9]{0,2}(?:\\.[0-9]{1,4})?em"))
        .onElements("mspace", "mo", "mfrac")
        .allowAttributes("class")
        .matching(true, "aligned", "cases", "matrix")
        .onElements("mtable")
        .allowAttributes("class")
        .matching(true, "boxed", "root")
        .onElements("mrow")
        .allowAttributes("class")
        .matching(true, "sign")
        .onElements("mo")
        .toFactory();
  }

  private static String asItIs(String text) {
    return "<pre tabindex=\"0\">" + EscapingStrategy.HTML_ENTITY.escape(text) + "</pre>";
  }

  /** Blocks that scroll sideways can be reached and scrolled with the keyboard. */
  private static void addAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Link) {
      attributes.put("target", "_blank");
    } else if (tag.equals("pre") || (node instanceof TableBlock && tag.equals("table"))) {
      attributes.put("tabindex", "0");
    }
  }

  /** Changes what would reach out of its place: images and headings. */
  private static final class Tamer extends AbstractVisitor {
    private static final int ABOVE = 2;
    private static final int LOWEST = 6;
    private int previous = ABOVE;
    private boolean insideLink;

    /** No level is left out on the way down, which would confuse screen readers. */
    @Override
    public void visit(Heading heading) {
      int level = Math.min(heading.getLevel() + ABOVE, Math.min(previous + 1, LOWEST));
      heading.setLevel(level);
      previous = level;
      visitChildren(heading);
    }

    /** Only links that say where they lead; relative ones would lead into our own pages. */
    @Override
    public void visit(Link link) {
      boolean nested = insideLink;
      insideLink = true;
      visitChildren(link);
      insideLink = nested;
      if (nested || !isAbsolute(link.getDestination())) {
        replaceByChildren(link);
      }
    }

    /** An image would tell its host who reads what: its text becomes a link. */
    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), null);
      image.insertAfter(link);
      moveChildren(image, link);
      image.unlink();
      visit(link);
    }

    private static boolean isAbsolute(String destination) {
      return ABSOLUTE.matcher(destination).lookingAt();
    }

    private static void moveChildren(Node from, Node to) {
      while (from.getFirstChild() != null) {
        to.appendChild(from.getFirstChild());
      }
    }

    private static void replaceByChildren(Node node) {
      while (node.getFirstChild() != null) {
        node.insertBefore(node.getFirstChild());
      }
      node.unlink();
    }
  }
}
