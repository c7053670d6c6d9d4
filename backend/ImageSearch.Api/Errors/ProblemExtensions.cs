using ImageSearch.Engine;
using Microsoft.AspNetCore.Diagnostics;

namespace ImageSearch.Api.Errors;

internal static class ProblemExtensions
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>Answers every error with a problem: exceptions, and statuses without a body (404, 405).</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => context.HttpContext.WriteProblemAsync(ProblemMapping.Of(
            context.HttpContext.Response.StatusCode, Explain(context.HttpContext))));
    }

    public static Task WriteProblemAsync(this HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return OlderClients.OlderClientErrors.AppliesTo(context)
            ? context.Response.WriteAsJsonAsync(
                OlderClients.OlderClientErrors.Extend(problem.For(context)),
                (System.Text.Json.JsonSerializerOptions?)null,
                Problem.ContentType)
            : context.Response.WriteAsJsonAsync(problem.For(context), (System.Text.Json.JsonSerializerOptions?)null, Problem.ContentType);
    }

    private static string? Explain(HttpContext context) => context.Response.StatusCode switch
    {
        404 => $"There is nothing at {context.Request.Path}. /swagger lists what there is.",
        405 => $"{context.Request.Path} does not take {context.Request.Method}. /swagger lists what it takes.",
        415 => "This endpoint does not take that Content-Type. /swagger shows what it takes.",
        _ => null,
    };

    private sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
        {
            // The client has disconnected, so no answer is sent.
            if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return true;
            }

            var problem = exception.ToProblem();
            if (problem.Status >= 500 && exception is not LibraryException { Kind: LibraryErrorKind.Unavailable })
            {
                logger.LogError(
                    exception,
                    "{Method} {Path} failed: {Reason}",
                    context.Request.Method,
                    context.Request.Path.ToUriComponent(),
                    exception.Message);
            }

            if (exception is LibraryException { RetryAfter: { } wait })
                context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString();
            await context.WriteProblemAsync(problem);
            return true;
        }
    }
}
