package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.callback.CallbackAnswer.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * Posts to an app and reads its answer, within a time limit and a length limit. Follows no redirect. Its futures never
 * fail: a failed call is an answer with a failure. Thread-safe.
 */
final class AppClient {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_ANSWER = 64 * 1024;
    private static final int MAX_CONNECTIONS = 16;

    private final Vertx vertx;
    private final HttpClient http;
    private final Duration limit;

    /** Each connection serves one call, so that no call is lost to an app that closes idle connections. */
    AppClient(Vertx vertx, Duration limit, int mostWaiting) {
        this.vertx = vertx;
        this.limit = limit;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout((int) limit.toMillis()),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(mostWaiting));
    }

    Future<CallbackAnswer> post(CallbackKind kind, String uri, String form) {
        Promise<CallbackAnswer> answer = Promise.promise();
        long timer =
                vertx.setTimer(limit.toMillis(), late -> answer.tryComplete(CallbackAnswer.failed(Failure.TIMED_OUT)));
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri)
                .setFollowRedirects(false)
                .putHeader("Content-Type", FORM);
        http.request(options)
                .compose(request -> exchange(kind, request, form, answer))
                .onSuccess(answer::tryComplete)
                .onFailure(lost -> answer.tryComplete(CallbackAnswer.failed(Failure.UNREACHABLE)));
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    Future<Void> close() {
        return http.close();
    }

    private static Future<CallbackAnswer> exchange(
            CallbackKind kind, HttpClientRequest request, String form, Promise<CallbackAnswer> answer) {
        // Cuts off an app that is late or answers too much. After a whole answer this does nothing.
        answer.future().onComplete(done -> request.reset());
        return request.send(form).compose(response -> read(kind, response));
    }

    private static Future<CallbackAnswer> read(CallbackKind kind, HttpClientResponse response) {
        Promise<CallbackAnswer> answer = Promise.promise();
        var body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > MAX_ANSWER) {
                answer.tryComplete(CallbackAnswer.tooLong(response.statusCode()));
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> answer.tryComplete(CallbackAnswer.of(kind, response.statusCode(), body.getBytes())));
        return answer.future();
    }
}
