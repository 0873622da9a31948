#!/bin/sh
# Deploys a service of Amazon ECS, watches its error rate, and rolls it back by its runbook where the deployment is bad.
#
#   SERVICE=api-gateway RUNBOOK=runbooks/RB-0007.md MAX_ERROR_RATE=2 deploy-or-roll-back.sh COMMAND [ARG...]
#
# COMMAND deploys. README.md lists the variables and the exit codes. Needs the aws-cli and iq.
set -u

usage() {
  echo "deploy-or-roll-back: $1. Nothing was deployed." >&2
  exit 2
}

for name in SERVICE RUNBOOK MAX_ERROR_RATE; do
  eval "[ -n \"\${$name:-}\" ]" || usage "the variable $name is missing"
done
[ $# -gt 0 ] || usage "the command that deploys is missing"
[ -r "$RUNBOOK" ] || usage "RUNBOOK '$RUNBOOK': no such file"
case $MAX_ERROR_RATE in
  *[!0-9.]* | *.*.* | .) usage "MAX_ERROR_RATE '$MAX_ERROR_RATE': expected a number in the metric's own unit, such as 2.5" ;;
esac
CLUSTER=${CLUSTER:-production}
METRIC_NAMESPACE=${METRIC_NAMESPACE:-IncidentIQ/Demo}
METRIC_NAME=${METRIC_NAME:-ErrorRate}
METRIC_DIMENSION=${METRIC_DIMENSION:-Service}
ROLLOUT_MINUTES=${ROLLOUT_MINUTES:-15}
WATCH_MINUTES=${WATCH_MINUTES:-5}
POLL_SECONDS=${POLL_SECONDS:-15}
OUT=${OUT:-deployment}
IQ=${IQ:-iq}
IQ_OPTIONS=${IQ_OPTIONS:-}
for name in ROLLOUT_MINUTES WATCH_MINUTES POLL_SECONDS; do
  eval "value=\$$name"
  # shellcheck disable=SC2154 # set by eval
  case $value in
    '' | *[!0-9]* | 0*) usage "$name '$value': expected a whole number above 0" ;;
  esac
done
[ "$WATCH_MINUTES" -ge 2 ] || usage "WATCH_MINUTES '$WATCH_MINUTES': expected 2 or more, as one bad minute condemns nothing"
mkdir -p "$OUT" || usage "OUT '$OUT': can't be made a folder"

say() { echo "$(iso "$(date +%s)")  $1" >&2; }

iso() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$1" +%Y-%m-%dT%H:%M:%SZ; }

# Ends with code $1 and the line $2: for people, for the platform that runs this, and for the next step of the pipeline.
finish() {
  line=$(printf '%s' "$2" | tr '\r\n' '  ')
  say "$line (exit code $1)"
  printf '**%s**: %s\n\nexit code %s\n' "$SERVICE" "$line" "$1" >"$OUT/summary.md"
  junit "$1" "$(printf '%s' "$line" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g')" >"$OUT/result.xml"
  if [ -n "${GITHUB_ACTIONS:-}" ]; then
    level=error
    [ "$1" -ne 0 ] || level=notice
    printf '::%s title=%s::%s\n' "$level" "$SERVICE" "$(printf '%s' "$line" | sed 's/%/%25/g')"
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$OUT/summary.md" >>"$GITHUB_STEP_SUMMARY"
    [ -z "${GITHUB_OUTPUT:-}" ] || echo "code=$1" >>"$GITHUB_OUTPUT"
  fi
  exit "$1"
}

# The format that GitLab, Jenkins and CodeBuild all show beside a build.
junit() {
  failed=1
  [ "$1" -ne 0 ] || failed=0
  echo '<?xml version="1.0" encoding="UTF-8"?>'
  echo "<testsuite name=\"deployment\" tests=\"1\" failures=\"$failed\" errors=\"0\">"
  if [ "$failed" -eq 0 ]; then
    echo "  <testcase classname=\"deployment\" name=\"$SERVICE\"/>"
  else
    echo "  <testcase classname=\"deployment\" name=\"$SERVICE\"><failure message=\"exit code $1\">$2</failure></testcase>"
  fi
  echo '</testsuite>'
}

# Prints what is deployed: task definition, rollout state or None, running and desired count.
deployed_now() {
  now=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --output text \
    --query "services[0].deployments[?status=='PRIMARY'] | [0].[taskDefinition, rolloutState, runningCount, desiredCount]") || return 1
  case $now in
    '' | None*) return 1 ;;
  esac
  echo "$now"
}

revision() {
  now=$(deployed_now) || return 1
  echo "$now" | cut -f 1
}

# Looks until the service is on another revision than $before, for a minute: what ECS shows just after a write may be old.
# Prints the revision seen last; fails where ECS told nothing.
revision_after() {
  seen=
  tries=0
  while :; do
    seen=$(revision) || seen=
    if [ -n "$seen" ] && [ "$seen" != "$before" ]; then break; fi
    tries=$((tries + 1))
    [ $((tries * POLL_SECONDS)) -lt 60 ] || break
    sleep "$POLL_SECONDS"
  done
  [ -n "$seen" ] && echo "$seen"
}

# Waits until $revision serves alone. 0: it does. 1: its rollout failed, or takes too long. 2: another revision is deployed.
rolled_out() {
  deadline=$(($(date +%s) + ROLLOUT_MINUTES * 60))
  while :; do
    if now=$(deployed_now); then
      # shellcheck disable=SC2086 # four words
      set -- $now
      [ "$1" = "$revision" ] || return 2
      case $2 in
        COMPLETED) return 0 ;;
        FAILED) return 1 ;;
        None) [ "$3" != "$4" ] || return 0 ;;
      esac
    fi
    [ "$(date +%s)" -lt "$deadline" ] || return 1
    sleep "$POLL_SECONDS"
  done
}

# Prints the error rates of the whole minutes from $1 to $2, both in seconds; fails where CloudWatch doesn't answer in full.
error_rates() {
  query=$(printf '[{"Id":"errors","MetricStat":{"Metric":{"Namespace":"%s","MetricName":"%s","Dimensions":[{"Name":"%s","Value":"%s"}]},"Period":60,"Stat":"Average"}}]' \
    "$METRIC_NAMESPACE" "$METRIC_NAME" "$METRIC_DIMENSION" "$SERVICE")
  answer=$(aws cloudwatch get-metric-data --start-time "$(iso "$1")" --end-time "$(iso "$2")" \
    --metric-data-queries "$query" --query 'MetricDataResults[0].[StatusCode, Values]' --output text) || return 1
  # shellcheck disable=SC2086 # words
  set -- $answer
  [ "${1:-}" = Complete ] || return 1
  shift
  echo "$*"
}

# Judges the whole minutes that begin now or later: what came before is not this deployment's doing.
# 0: healthy. 1: two minutes were bad. 2: there are no data to tell.
watch() {
  until=$((watched + WATCH_MINUTES * 60))
  known=0
  while :; do
    sleep "$POLL_SECONDS"
    now=$(date +%s)
    whole=$((now / 60 * 60))
    [ "$whole" -le "$until" ] || whole=$until
    if [ "$whole" -gt "$watched" ] && rates=$(error_rates "$watched" "$whole"); then
      # shellcheck disable=SC2086 # one line for each
      counts=$(printf '%s\n' $rates | awk -v max="$MAX_ERROR_RATE" 'NF { n++; if ($1 > max + 0) bad++ } END { print n + 0, bad + 0 }')
      known=${counts% *}
      [ "${counts#* }" -lt 2 ] || return 1
      [ "$known" -lt "$WATCH_MINUTES" ] || return 0
    fi
    [ "$now" -lt $((until + 300)) ] || break
  done
  [ "$known" -ge $((WATCH_MINUTES - 1)) ] || return 2
}

# Rolls $revision back; $1 is when the incident began, $2 what is wrong.
roll_back() {
  say "$2; rolling back"
  rm -f "$OUT/code"
  {
    # Nobody sits at a pipeline: without --yes iq would not begin.
    # shellcheck disable=SC2086 # IQ_OPTIONS are words
    "$IQ" rollback "$RUNBOOK" --service "$SERVICE" --cluster "$CLUSTER" --provider aws --suspect "$revision" \
      --incident-start "$(iso "$1")" --max-error-rate "$MAX_ERROR_RATE" --requested-by "${WHO:-pipeline}" --reason "$2" \
      --report "$OUT/rollback.json" --events "$OUT/rollback.jsonl" --yes $IQ_OPTIONS </dev/null
    echo $? >"$OUT/code"
  } 2>&1 | tee "$OUT/rollback.txt" >&2
  code=$(cat "$OUT/code")
  rm -f "$OUT/code"
  outcome=$(sed -nE 's/^iq: //p; /^(ROLLED_BACK|NOTHING_TO_DO|NOT_RECOVERED|FAILED|REFUSED|SUPERSEDED|CANCELLED)/p' "$OUT/rollback.txt" | head -n 1)
  case $code in
    0) finish 10 "$2, and was rolled back: $outcome" ;;
    1) finish 1 "$2, and the rollback did not help; a person is needed now: $outcome" ;;
    2) finish 2 "$2, and was NOT rolled back, for iq can't be called like this: $outcome" ;;
    3) finish 3 "$2, and was NOT rolled back; a person has to decide: $outcome" ;;
    4) finish 4 "$2, and was rolled back; look whether that helped: $outcome" ;;
    5) finish 5 "$2; somebody else deployed meanwhile, and that was left alone: $outcome" ;;
    6) finish 6 "$2, and the rollback was called off: $outcome" ;;
    *) finish "$code" "$2, and the rollback ended unforeseen; look at the service: $outcome" ;;
  esac
}

before=$(revision) || finish 12 "ECS doesn't say what runs as $SERVICE in cluster $CLUSTER. Nothing was deployed"
trap 'finish 130 "interrupted; look at the service and at what was kept in $OUT: nobody watches it any more"' INT
trap 'finish 143 "terminated; look at the service and at what was kept in $OUT: nobody watches it any more"' TERM
say "$SERVICE runs ${before##*/}; deploying"
"$@"
told=$?
revision=$(revision_after) || finish 11 "deployed perhaps (the command's exit code is $told), but ECS doesn't say what runs"
short=${revision##*/}
[ "$revision" != "$before" ] || finish 12 "not deployed: $SERVICE still is on $short; the command's exit code is $told"
# A command that failed may have deployed nothing: to undo what somebody else deployed meanwhile would be worse than to undo nothing.
[ "$told" -eq 0 ] || finish 11 "the command failed with exit code $told, and $short is deployed, by it or by somebody else; it was NOT rolled back, and nobody watches it"

say "$short is rolling out"
rolled_out
case $? in
  1) roll_back "$(date +%s)" "$short did not roll out" ;;
  2) finish 5 "$short is not deployed any more: somebody else deployed, or the platform took it back" ;;
esac
watched=$((($(date +%s) / 60 + 1) * 60))
say "$short serves alone; watching its error rate for $WATCH_MINUTES min"
watch
case $? in
  1) roll_back "$watched" "$short is bad: its error rate was above $MAX_ERROR_RATE in two minutes" ;;
  2) finish 11 "$short is deployed, and nobody can tell whether it is good: there are too few data of its error rate" ;;
esac
now=$(revision) || now=$revision
[ "$now" = "$revision" ] || finish 5 "$short is not deployed any more: somebody else deployed, or the platform took it back"
finish 0 "$short is deployed, and its error rate stayed within $MAX_ERROR_RATE for $WATCH_MINUTES min"
