package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command as {@code aws} itself takes it: without what runs it ({@code sudo}, {@code aws-vault exec prod --}), and with the options of
 * all its commands behind the operation ({@code aws --region X ecs update-service}). Any other command stays as it is.
 */
final class AwsCommand {
    private static final Set<String> RUNNERS = Set.of(
            "sudo",
            "env",
            "exec",
            "command",
            "nohup",
            "nice",
            "timeout",
            "doas",
            "aws-vault",
            "aws-okta",
            "saml2aws",
            "chamber",
            "envchain",
            "call",
            "&");
    private static final Set<String> WITH_VALUE = Set.of(
            "--region",
            "--profile",
            "--output",
            "--query",
            "--endpoint-url",
            "--color",
            "--ca-bundle",
            "--cli-read-timeout",
            "--cli-connect-timeout",
            "--cli-binary-format");
    private static final Set<String> ALONE = Set.of(
            "--debug",
            "--no-verify-ssl",
            "--no-paginate",
            "--no-sign-request",
            "--no-cli-pager",
            "--cli-auto-prompt",
            "--no-cli-auto-prompt");
    private static final int MOST_PARTS_OF_A_PLACEHOLDER = 4;

    private AwsCommand() {}

    /** Returns whether every command of {@code aws} takes the option. */
    static boolean isGlobal(String option) {
        return WITH_VALUE.contains(option) || ALONE.contains(option);
    }

    static Command of(Command command) {
        List<Word> words = joined(command.words());
        int aws = program(words);
        if (aws < 0) {
            return words.size() == command.words().size() ? command : with(command, words);
        }
        var program = new ArrayList<Word>(List.of(named("aws", words.get(aws))));
        var global = new ArrayList<Word>();
        int at = aws + 1;
        while (at < words.size() && program.size() < lengthOf(program)) {
            Word word = words.get(at);
            if (!word.text().startsWith("-")) {
                program.add(word);
                at++;
            } else if (isGlobal(name(word))) {
                int to = Math.min(words.size(), at + (takesNext(word) ? 2 : 1));
                global.addAll(words.subList(at, to));
                at = to;
            } else {
                break;
            }
        }
        program.addAll(words.subList(at, words.size()));
        program.addAll(global);
        return with(command, program);
    }

    private static int lengthOf(List<Word> program) {
        return program.size() > 2 && program.get(2).value().equals("wait") ? 4 : 3;
    }

    private static int program(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).value();
            String file = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
            if (file.equals("aws") || file.equals("aws.exe") || file.equals("aws.cmd")) {
                return i;
            }
            if (i == 0 && !RUNNERS.contains(file)) {
                return -1;
            }
        }
        return -1;
    }

    private static String name(Word option) {
        int equals = option.text().indexOf('=');
        return equals < 0 ? option.text() : option.text().substring(0, equals);
    }

    private static boolean takesNext(Word option) {
        return option.text().indexOf('=') < 0 && WITH_VALUE.contains(option.text());
    }

    private static Word named(String name, Word place) {
        return new Word(name, List.of(new WordPart.Literal(name, place.range())), place.range());
    }

    private static Command with(Command command, List<Word> words) {
        return new Command(
                command.assignments(), words, command.redirections(), command.joint(), command.text(), command.range());
    }

    /** Puts placeholders with blanks in them together again: {@code {{ service }}}, {@code [SERVICE NAME]}. */
    private static List<Word> joined(List<Word> words) {
        var joined = new ArrayList<Word>();
        int at = 0;
        while (at < words.size()) {
            int to = endOfPlaceholder(words, at);
            joined.add(to == at ? words.get(at) : joined(words.subList(at, to + 1), words.get(at)));
            at = to + 1;
        }
        return joined;
    }

    private static int endOfPlaceholder(List<Word> words, int from) {
        String first = words.get(from).text();
        boolean braces = first.lastIndexOf("{{") > first.lastIndexOf("}}");
        boolean brackets =
                first.length() > 1 && !first.startsWith("[[") && first.lastIndexOf('[') > first.lastIndexOf(']');
        if (!words.get(from).isLiteral() || (!braces && !brackets)) {
            return from;
        }
        String end = braces ? "}}" : "]";
        int last = Math.min(words.size(), from + MOST_PARTS_OF_A_PLACEHOLDER);
        for (int i = from + 1; i < last && words.get(i).isLiteral(); i++) {
            if (words.get(i).text().contains(end)) {
                return i;
            }
        }
        return from;
    }

    private static Word joined(List<Word> parts, Word first) {
        var range = new SourceRange(
                first.range().start(), parts.get(parts.size() - 1).range().end());
        var text = new StringBuilder();
        parts.forEach(part -> text.append(text.isEmpty() ? "" : " ").append(part.value()));
        return new Word(text.toString(), List.of(new WordPart.Literal(text.toString(), range)), range);
    }
}
