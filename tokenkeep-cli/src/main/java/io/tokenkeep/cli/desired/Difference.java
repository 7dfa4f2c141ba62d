package io.tokenkeep.cli.desired;

import io.tokenkeep.cli.api.ApiCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as the file says.
 *
 * @param lines for a person: what is there (-) and what should be (+)
 * @param call what brings it about; missing if nothing can, and the last line says why
 */
public record Difference(
        String what, List<String> lines, @Nullable ApiCall call) {}
