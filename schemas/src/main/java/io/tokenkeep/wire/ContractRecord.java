package io.tokenkeep.wire;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * The common parent of all generated records. Since 1.12.2 Avro loads only classes that are declared trusted, generated classes
 * included (AVRO-4189). The first record class that is loaded therefore declares the package of the contract, and only that.
 */
public abstract class ContractRecord extends SpecificRecordBase {

    private static final long serialVersionUID = 1;

    private static final String CONTRACT = "io.tokenkeep.avro";

    static {
        ClassSecurityPredicate contract = type -> type.getPackageName().equals(CONTRACT);
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(contract, ClassSecurityValidator.getGlobal()));
    }
}
