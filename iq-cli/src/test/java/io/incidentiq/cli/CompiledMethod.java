package io.incidentiq.cli;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Label;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a compiled method calls, and what of it while it holds a lock. */
final class CompiledMethod extends MethodVisitor {
    private static final int API = Opcodes.ASM9;
    private static final int DEEPEST = 4;
    private static final int FIRST_RETURN = Opcodes.IRETURN;
    private static final int LAST_RETURN = Opcodes.RETURN;
    private static final Set<String> TAKES = Set.of("lock", "lockInterruptibly", "tryLock");

    /** Work that is handed over mostly runs later, and on another thread. */
    private static final Set<String> HANDED_OVER = Set.of("java/lang/Runnable", "java/util/concurrent/Callable");

    /** Names a method as bytecode does. */
    record Id(String owner, String name, String descriptor) {
        @Override
        public String toString() {
            return owner.substring(owner.lastIndexOf('/') + 1) + "." + name;
        }
    }

    /** A call, and whether a lock is held around it. */
    record Invocation(Id target, boolean locked) {}

    private record Guarded(Label from, Label to, Label handler, boolean everything) {}

    /** One instruction: what it does to the number of held locks, what it calls, where it goes next. */
    private static final class Step {
        int held;
        boolean goesOn = true;
        final List<Label> jumps = new ArrayList<>();
        final List<Id> calls = new ArrayList<>();
    }

    private final Id id;
    private final boolean isSynchronized;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Label, Integer> positions = new HashMap<>();
    private final List<Guarded> guarded = new ArrayList<>();

    CompiledMethod(Id id, int access) {
        super(API);
        this.id = id;
        this.isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
    }

    Id id() {
        return id;
    }

    private Step step() {
        var step = new Step();
        steps.add(step);
        return step;
    }

    @Override
    public void visitInsn(int opcode) {
        Step step = step();
        if (opcode == Opcodes.MONITORENTER) {
            step.held = 1;
        } else if (opcode == Opcodes.MONITOREXIT) {
            step.held = -1;
        }
        boolean returns = opcode >= FIRST_RETURN && opcode <= LAST_RETURN;
        step.goesOn = !returns && opcode != Opcodes.ATHROW;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        Step step = step();
        step.jumps.add(label);
        step.goesOn = opcode != Opcodes.GOTO;
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        choose(otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        choose(otherwise, labels);
    }

    private void choose(Label otherwise, Label[] labels) {
        Step step = step();
        step.goesOn = false;
        step.jumps.add(otherwise);
        step.jumps.addAll(Arrays.asList(labels));
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        Step step = step();
        step.calls.add(new Id(owner, name, descriptor));
        if (owner.startsWith("java/util/concurrent/locks/")) {
            step.held = TAKES.contains(name) ? 1 : name.equals("unlock") ? -1 : 0;
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        Step step = step();
        if (!HANDED_OVER.contains(Type.getReturnType(descriptor).getInternalName())) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    step.calls.add(new Id(handle.getOwner(), handle.getName(), handle.getDesc()));
                }
            }
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        step();
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        step();
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        step();
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        step();
    }

    @Override
    public void visitLdcInsn(Object value) {
        step();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        step();
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        step();
    }

    @Override
    public void visitLabel(Label label) {
        positions.put(label, steps.size());
    }

    @Override
    public void visitTryCatchBlock(Label from, Label to, Label handler, @Nullable String type) {
        guarded.add(new Guarded(from, to, handler, type == null));
    }

    /** Returns what it calls; a call that can be come to with and without a lock counts as one with it. */
    List<Invocation> invocations() {
        int[] held = heldBefore();
        var found = new ArrayList<Invocation>();
        for (int i = 0; i < steps.size(); i++) {
            for (Id call : steps.get(i).calls) {
                found.add(new Invocation(call, held[i] > 0));
            }
        }
        return found;
    }

    /** Follows every way through the method; the most locks count. */
    private int[] heldBefore() {
        var held = new int[steps.size()];
        Arrays.fill(held, -1);
        var open = new ArrayDeque<int[]>();
        open.add(new int[] {0, isSynchronized ? 1 : 0});
        while (!open.isEmpty()) {
            int[] next = open.remove();
            int at = next[0];
            if (at < held.length && next[1] > held[at]) {
                held[at] = next[1];
                follow(at, next[1], open);
            }
        }
        return held;
    }

    private void follow(int at, int held, ArrayDeque<int[]> open) {
        Step step = steps.get(at);
        int after = Math.min(DEEPEST, Math.max(0, held + step.held));
        if (step.goesOn) {
            open.add(new int[] {at + 1, after});
        }
        step.jumps.forEach(label -> open.add(new int[] {position(label), after}));
        for (Guarded region : guarded) {
            if (position(region.from) <= at && at < position(region.to)) {
                open.add(new int[] {position(region.handler), held});
                if (region.everything) {
                    return; // what is thrown here never comes to the handlers around it
                }
            }
        }
    }

    private int position(Label label) {
        return positions.getOrDefault(label, steps.size());
    }
}
