package io.tokenkeep.refresh.account;

import io.tokenkeep.wire.ContractRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * What every generated record of our state extends. Avro loads no class that is not declared trusted (AVRO-4189); this
 * declares their package, after the contract has declared its own.
 */
public abstract class StateRecord extends ContractRecord {

    private static final long serialVersionUID = 1;

    private static final String STATE = "io.tokenkeep.refresh.state";

    static {
        ClassSecurityPredicate state = type -> type.getPackageName().equals(STATE);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(state, ClassSecurityValidator.getGlobal()));
    }
}
