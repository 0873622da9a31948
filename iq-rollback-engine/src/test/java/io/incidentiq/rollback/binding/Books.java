package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;

/** Small runbooks: a whole one, in which each test changes what it is about. */
final class Books {
    static final String WHOLE = """
            ---
            runbook_id: RB-1
            ---
            # Rollback

            ## Checklist
            - [ ] Confirm no database migrations were included

            ## Rollback Steps

            ### 1. Roll back
            ```bash
            aws ecs update-service --cluster production --service <service> --task-definition <service>:$REVISION
            ```

            ### 2. Verify
            ```bash
            curl -f https://api.example.com/<service>/health
            aws cloudwatch get-metric-statistics --namespace N --metric-name ErrorRate \\
              --dimensions Name=Service,Value=<service> --period 60 --statistics Average
            ```

            ## Service-Specific Notes
            | Service | Migration Risk |
            |---------|----------------|
            | payments | NONE |
            """;

    private Books() {}

    static Binding bind(String text) {
        return ProcedureBinder.bind(parse(text));
    }

    static Binding changed(String from, String to) {
        if (!WHOLE.contains(from)) {
            throw new IllegalArgumentException("the runbook has no '" + from + "'");
        }
        return bind(WHOLE.replace(from, to));
    }

    static ParseResult parse(String text) {
        return RunbookParser.standard().parse("rb.md", text);
    }
}
