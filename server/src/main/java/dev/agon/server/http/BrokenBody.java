package dev.agon.server.http;

import dev.agon.server.http.input.Documents;
import dev.agon.server.http.input.HttpProblem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import java.io.IOException;

/**
 * Answers 400 to a body whose chunks cannot be read, and closes. Vert.x itself would only close,
 * before anything could be answered.
 */
final class BrokenBody extends ChannelDuplexHandler {
  private int unanswered;
  private boolean answering;

  private BrokenBody() {}

  /** Watches the bodies of a connection. */
  static void watch(HttpConnection connection) {
    if (connection instanceof Http1xServerConnection http1) {
      http1.channel().pipeline().addBefore("handler", "broken-body", new BrokenBody());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest) {
      unanswered++;
    }
    boolean broken =
        message instanceof HttpContent content
            && !(message instanceof HttpRequest)
            && content.decoderResult().isFailure();
    if (!broken) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    // An answer to an earlier request comes first, and one that has begun cannot be taken back.
    if (unanswered == 1 && !answering) {
      context.writeAndFlush(refusal()).addListener(ChannelFutureListener.CLOSE);
    } else {
      close(context, context.newPromise());
    }
  }

  /**
   * Vert.x fails on a connection that breaks while a request waits behind another one, and each
   * would leave a trace in the log.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    if (unanswered > 1 && cause instanceof IOException) {
      close(context, context.newPromise());
    } else {
      super.exceptionCaught(context, cause);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response && response.status().code() >= 200) {
      answering = true;
    }
    if (message instanceof LastHttpContent && answering) {
      answering = false;
      unanswered--;
    }
    super.write(context, message, promise);
  }

  private static FullHttpResponse refusal() {
    HttpProblem problem = HttpProblem.malformed("The body of the request cannot be read.");
    ByteBuf body = Unpooled.wrappedBuffer(Documents.bytes(problem.document()).getBytes());
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, body);
    response
        .headers()
        .set("Content-Type", "application/problem+json")
        .set("Content-Security-Policy", SecurityHeaders.CONTENT_SECURITY_POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set("Cache-Control", "no-store")
        .set("Connection", "close")
        .setInt("Content-Length", body.readableBytes());
    return response;
  }
}
