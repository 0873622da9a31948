package io.incidentiq.runbook;

import io.incidentiq.runbook.bash.BashReader;
import io.incidentiq.runbook.shell.Script;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.Excerpt;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Reads code blocks; those in a shell, of a terminal, or without a language, as a script. */
final class CodeReader {
    private static final Set<String> SHELLS = Set.of("bash", "sh", "shell", "zsh", "ksh", "dash", "shellscript");
    private static final Set<String> TERMINALS =
            Set.of("console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal", "term");

    /** Shells that continue a line by another sign at its end; apart from that, simple commands look alike. */
    private static final Map<String, String> CONTINUED_BY = Map.ofEntries(
            Map.entry("powershell", "`"),
            Map.entry("pwsh", "`"),
            Map.entry("ps1", "`"),
            Map.entry("ps", "`"),
            Map.entry("posh", "`"),
            Map.entry("bat", "^"),
            Map.entry("batch", "^"),
            Map.entry("cmd", "^"),
            Map.entry("dos", "^"),
            Map.entry("dosbatch", "^"));

    private static final Pattern AWS = Pattern.compile("\\baws\\s{1,9}(?:[\\w-]{1,30}\\s{1,9}){0,3}[\\w-]{1,30}");

    private final Reading reading;
    private final Places places;
    private final IdentityHashMap<Node, CodeBlock> blocks = new IdentityHashMap<>();

    CodeReader(Reading reading, Places places) {
        this.reading = reading;
        this.places = places;
    }

    static boolean isCode(Node node) {
        return node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock;
    }

    /** Returns null if the node is no code block. A block is read once, however often it is asked for. */
    @Nullable
    CodeBlock read(Node node) {
        var known = blocks.get(node);
        if (known != null) {
            return known;
        }
        var block = readOnce(node);
        if (block != null) {
            blocks.put(node, block);
        }
        return block;
    }

    private @Nullable CodeBlock readOnce(Node node) {
        if (node instanceof FencedCodeBlock fenced) {
            int code = reading.source().nextLine(places.start(node));
            return block(language(fenced.getInfo()), fenced.getLiteral(), code, places.range(node));
        }
        if (node instanceof IndentedCodeBlock indented) {
            return block("", indented.getLiteral(), places.start(node), places.range(node));
        }
        return null;
    }

    static String language(@Nullable String info) {
        var words = info == null ? "" : info.strip();
        int end = 0;
        while (end < words.length()
                && !Character.isWhitespace(words.charAt(end))
                && "{,;:".indexOf(words.charAt(end)) < 0) {
            end++;
        }
        return words.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private CodeBlock block(String language, String literal, int code, SourceRange range) {
        if (language.isEmpty()) {
            reading.log()
                    .warning(
                            "code-language-missing",
                            reading.source().line(range.start().offset()),
                            "a code block without a language is read as bash; expected \"```bash\", name its language");
        }
        boolean session = TERMINALS.contains(language);
        boolean isScript =
                session || language.isEmpty() || SHELLS.contains(language) || CONTINUED_BY.containsKey(language);
        if (!isScript) {
            reportUnread(language, literal, range);
        }
        if (!isScript || reading.isOutOfTime(range)) {
            return new CodeBlock(language, literal, range, nothing(range));
        }
        var shown = excerpt(literal, code, CONTINUED_BY.get(language));
        boolean prompted = session || Session.isShownBy(literal);
        var commands = prompted ? Session.commands(shown, reading.source()) : shown;
        var script =
                commands.text().isEmpty() ? nothing(range) : BashReader.read(commands, reading.log(), reading.depth());
        return new CodeBlock(language, literal, range, script);
    }

    private static Script nothing(SourceRange range) {
        return new Script(List.of(), List.of(), range);
    }

    private void reportUnread(String language, String literal, SourceRange range) {
        var called = AWS.matcher(literal);
        if (called.find()) {
            reading.log()
                    .warning(
                            "code-language-unread",
                            reading.source().line(range.start().offset()),
                            "\"%s\" in a block of %s is not read; write commands in a block of bash"
                                    .formatted(called.group().strip(), DiagnosticLog.quote(language)));
        }
    }

    /** @param sign what continues a line in the block's own shell; null where a backslash does */
    private Excerpt excerpt(String literal, int code, @Nullable String sign) {
        if (sign == null) {
            return excerpt(literal, code);
        }
        return excerpt(sign.equals("`") ? literal.replace('`', '\\') : literal.replace(sign + "\n", "\\\n"), code);
    }

    private Excerpt excerpt(String literal, int code) {
        var source = reading.source();
        if (source.text().startsWith(literal, code)) {
            return Excerpt.of(source, code, code + literal.length());
        }
        var excerpt = new Excerpt.Builder(source);
        int line = code;
        int from = 0;
        while (from < literal.length()) {
            int newline = literal.indexOf('\n', from);
            int to = newline < 0 ? literal.length() : newline;
            int end = source.lineEnd(line);
            excerpt.add(literal.substring(from, to), Math.max(line, end - (to - from)), end);
            line = source.nextLine(line);
            excerpt.add(to < literal.length() ? "\n" : "", end, line);
            from = to + 1;
        }
        return excerpt.build();
    }
}
