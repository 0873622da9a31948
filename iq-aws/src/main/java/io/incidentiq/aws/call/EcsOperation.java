package io.incidentiq.aws.call;

import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** The operations of Amazon ECS that the adapters call, each with the budget that it shares with others of its kind. */
enum EcsOperation {
    DESCRIBE_SERVICES("DescribeServices", ApiBudget.Kind.SERVICES),
    LIST_SERVICE_DEPLOYMENTS("ListServiceDeployments", ApiBudget.Kind.DEPLOYMENTS),
    DESCRIBE_SERVICE_DEPLOYMENTS("DescribeServiceDeployments", ApiBudget.Kind.DEPLOYMENTS),
    DESCRIBE_SERVICE_REVISIONS("DescribeServiceRevisions", ApiBudget.Kind.REVISIONS),
    DESCRIBE_TASK_DEFINITION("DescribeTaskDefinition", ApiBudget.Kind.DEFINITIONS),
    LIST_TASK_DEFINITIONS("ListTaskDefinitions", ApiBudget.Kind.DEFINITIONS),
    LIST_TASKS("ListTasks", ApiBudget.Kind.TASKS),
    DESCRIBE_TASKS("DescribeTasks", ApiBudget.Kind.TASKS),
    UPDATE_SERVICE("UpdateService", ApiBudget.Kind.WRITES),
    STOP_SERVICE_DEPLOYMENT("StopServiceDeployment", ApiBudget.Kind.WRITES),
    CONTINUE_SERVICE_DEPLOYMENT("ContinueServiceDeployment", ApiBudget.Kind.WRITES);

    private final String wireName;
    private final ApiBudget.Kind budget;

    EcsOperation(String wireName, ApiBudget.Kind budget) {
        this.wireName = wireName;
        this.budget = budget;
    }

    /** Returns the permission that a policy must grant, such as {@code ecs:UpdateService}. */
    String action() {
        return "ecs:" + wireName;
    }

    ApiBudget.Kind budget() {
        return budget;
    }

    boolean writes() {
        return budget == ApiBudget.Kind.WRITES;
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
