package io.incidentiq.aws;

import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** The operations of Amazon ECS that the adapters call, each with the budget that it shares with others of its kind. */
enum EcsOperation {
    DESCRIBE_SERVICES("DescribeServices", Budget.SERVICES),
    LIST_SERVICE_DEPLOYMENTS("ListServiceDeployments", Budget.DEPLOYMENTS),
    DESCRIBE_SERVICE_DEPLOYMENTS("DescribeServiceDeployments", Budget.DEPLOYMENTS),
    DESCRIBE_SERVICE_REVISIONS("DescribeServiceRevisions", Budget.REVISIONS),
    DESCRIBE_TASK_DEFINITION("DescribeTaskDefinition", Budget.DEFINITIONS),
    LIST_TASK_DEFINITIONS("ListTaskDefinitions", Budget.DEFINITIONS),
    LIST_TASKS("ListTasks", Budget.TASKS),
    DESCRIBE_TASKS("DescribeTasks", Budget.TASKS),
    UPDATE_SERVICE("UpdateService", Budget.WRITES),
    STOP_SERVICE_DEPLOYMENT("StopServiceDeployment", Budget.WRITES),
    CONTINUE_SERVICE_DEPLOYMENT("ContinueServiceDeployment", Budget.WRITES);

    /** What one account may call in one Region, in calls: at once, and per second for good (Amazon ECS, request throttling). */
    enum Budget {
        SERVICES(100, 20),
        DEPLOYMENTS(50, 20),
        REVISIONS(50, 20),
        DEFINITIONS(50, 20),
        TASKS(100, 20),
        WRITES(50, 5);

        final int burst;
        final int perSecond;

        Budget(int burst, int perSecond) {
            this.burst = burst;
            this.perSecond = perSecond;
        }
    }

    private final String wireName;
    private final Budget budget;

    EcsOperation(String wireName, Budget budget) {
        this.wireName = wireName;
        this.budget = budget;
    }

    /** Returns the permission that a policy must grant, such as {@code ecs:UpdateService}. */
    String action() {
        return "ecs:" + wireName;
    }

    Budget budget() {
        return budget;
    }

    boolean writes() {
        return budget == Budget.WRITES;
    }

    /** Returns the operation that {@code request} asks for. */
    static EcsOperation of(EcsRequest request) {
        String name = request.getClass().getSimpleName();
        for (EcsOperation operation : values()) {
            if (name.equals(operation.wireName + "Request")) {
                return operation;
            }
        }
        throw new IllegalArgumentException("expected a request of a listed operation, found " + name);
    }
}
