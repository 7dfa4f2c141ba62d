package io.tokenkeep.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.mediatype.ContentAnalyser;
import io.vertx.openapi.mediatype.ContentAnalyserFactory;
import io.vertx.openapi.mediatype.MediaTypeRegistration;
import io.vertx.openapi.validation.ValidationContext;
import java.util.List;

/** The form of problems (RFC 9457), which the library does not know: JSON under another name. */
final class ProblemMediaType implements MediaTypeRegistration {

    @Override
    public ContentAnalyser createContentAnalyser(String type, Buffer content, ValidationContext context) {
        return ContentAnalyserFactory.json().create(type, content, context);
    }

    @Override
    public boolean canHandle(String type) {
        return type.equals(Problem.CONTENT_TYPE);
    }

    @Override
    public List<String> supportedTypes() {
        return List.of(Problem.CONTENT_TYPE);
    }
}
