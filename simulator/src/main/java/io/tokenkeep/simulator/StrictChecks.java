package io.tokenkeep.simulator;

import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.Complaint;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.Optional;

/** With the switch STRICT, refuses and records undocumented calls. Such a call has no effect. */
final class StrictChecks {
    private final World world;

    StrictChecks(World world) {
        this.world = world;
    }

    Optional<ApiCall> refusal(ApiEndpoint endpoint, ApiRequest request, GraphErrors errors) {
        if (!world.switches().isOn(Switch.STRICT)) {
            return Optional.empty();
        }
        var documented = endpoint.documented(request);
        var complaint = new Complaint(
                world.time().wall(),
                request.address().provider(),
                endpoint.name(request).name(),
                documented.unknown(request),
                documented.missing(request));
        if (complaint.unknown().isEmpty() && complaint.missing().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ApiCall.of(Subject.UNKNOWN, () -> {
            world.complaints().add(complaint);
            return errors.invalidParameter("(#100) Not as documented: " + complaint);
        }));
    }
}
