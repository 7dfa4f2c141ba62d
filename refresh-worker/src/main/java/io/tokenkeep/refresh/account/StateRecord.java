package io.tokenkeep.refresh.account;

import io.tokenkeep.wire.ContractRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * The base class of every generated record of the state. Avro loads no class that is not declared as trusted (AVRO-4189). This
 * class declares their package, after the contract has declared its own.
 */
public abstract class StateRecord extends ContractRecord {

    private static final long serialVersionUID = 1;

    private static final String STATE = "io.tokenkeep.refresh.state";

    static {
        ClassSecurityPredicate state = type -> type.getPackageName().equals(STATE);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(state, ClassSecurityValidator.getGlobal()));
    }
}
