var place = drill("bad-deploy", "payments-service"); // for real: var place = aws("eu-west-1");
var procedure = runbook("runbooks/RB-0007-emergency-rollback-procedure.md");
var request = place.request("payments-service").requestedBy("you", "5xx since the last deployment");
var plan = place.engine().plan(procedure, request);
System.out.println(plan);
plan = plan.confirm("no-migrations", "you", "read the release diff").confirm("team-notified", "you", "told #incidents");
var report = place.engine().run(plan);
System.out.println(report);
/exit report.exitCode()
