package dev.agon.server.http.content;

import com.github.jknack.handlebars.EscapingStrategy;
import dev.agon.content.Tex;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Formulas in Markdown: {@code $x$}, {@code $$x$$}, and between backslashed brackets, round or
 * square. One that is not known stays as it was written.
 */
final class Formulas implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  /** Longer ones get a stop of their own for the keyboard, from which they are scrolled. */
  private static final int LONG = 60;

  /** Blanks before a line of code. */
  private static final int CODE = 4;

  /** A formula within a line. */
  static final class Inline extends CustomNode {
    private final String open;
    private final String tex;
    private final String close;

    Inline(String open, String tex, String close) {
      this.open = open;
      this.tex = tex;
      this.close = close;
    }

    private String html() {
      String formula = Formulas.html(open, tex, close);
      return isDisplay(open) || tex.length() > LONG
          ? "<span class=\"formula\"%s>%s</span>"
              .formatted(tex.length() > LONG ? " tabindex=\"0\"" : "", formula)
          : formula;
    }
  }

  /** A formula on lines of its own; without its end, the text of a paragraph. */
  static final class Display extends CustomBlock {
    private String open = "";
    private String tex = "";
    private String close = "";
    private String rest = "";

    private boolean isFormula() {
      return !close.isEmpty();
    }
  }

  @Override
  public void extend(Parser.Builder builder) {
    builder.customInlineContentParserFactory(new FormulaScanner.Factory());
    builder.customBlockParserFactory(Formulas::start);
  }

  @Override
  public void extend(HtmlRenderer.Builder builder) {
    builder.nodeRendererFactory(Html::new);
  }

  private static String html(String open, String tex, String close) {
    String mathml = Tex.toMathml(tex, isDisplay(open));
    return mathml != null
        ? mathml
        : "<code class=\"math\">"
            + EscapingStrategy.HTML_ENTITY.escape(open + tex + close)
            + "</code>";
  }

  private static boolean isDisplay(String open) {
    return open.equals("$$") || open.equals("\\[");
  }

  /** A line that begins a formula and does not end it. */
  private static BlockStart start(ParserState state, MatchedBlockParser within) {
    if (state.getIndent() >= CODE) {
      return BlockStart.none();
    }
    CharSequence line = state.getLine().getContent();
    String from = line.subSequence(state.getNextNonSpaceIndex(), line.length()).toString();
    String open = from.startsWith("$$") ? "$$" : from.startsWith("\\[") ? "\\[" : "";
    String close = open.equals("$$") ? "$$" : "\\]";
    return open.isEmpty() || from.indexOf(close, 2) >= 0
        ? BlockStart.none()
        : BlockStart.of(new Lines(open, close)).atIndex(state.getNextNonSpaceIndex());
  }

  /** Takes lines up to the formula's end or a blank one. */
  private static final class Lines extends AbstractBlockParser {
    private final Display block = new Display();
    private final SourceLines lines = new SourceLines();
    private final String open;
    private final String close;
    private boolean ended;

    Lines(String open, String close) {
      this.open = open;
      this.close = close;
    }

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      return ended || state.isBlank()
          ? BlockContinue.none()
          : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
      boolean first = lines.isEmpty();
      lines.addLine(line);
      ended = line.getContent().toString().indexOf(close, first ? 2 : 0) >= 0;
    }

    @Override
    public void closeBlock() {
      String content = lines.getContent();
      int end = content.indexOf(close, 2);
      if (end >= 0) {
        block.open = open;
        block.tex = content.substring(2, end);
        block.close = close;
        block.rest = content.substring(end + 2).strip();
      }
    }

    @Override
    public void parseInlines(InlineParser inlines) {
      if (!block.isFormula()) {
        inlines.parse(lines, block);
      }
    }
  }

  private record Html(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Inline.class, Display.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter html = context.getWriter();
      if (node instanceof Inline inline) {
        html.raw(inline.html());
      } else if (node instanceof Display display) {
        html.line();
        html.tag("p", attributes(display));
        if (display.isFormula()) {
          html.raw(html(display.open, display.tex, display.close));
          html.text(display.rest);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
          context.render(child);
        }
        html.tag("/p");
        html.line();
      }
    }

    private static Map<String, String> attributes(Display display) {
      if (!display.isFormula()) {
        return Map.of();
      }
      return display.tex.length() > LONG
          ? Map.of("class", "formula", "tabindex", "0")
          : Map.of("class", "formula");
    }
  }
}
