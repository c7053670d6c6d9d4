using System.Diagnostics;
using Serilog;
using Serilog.Events;

namespace ImageSearch.Api.Logging;

internal static class LoggingExtensions
{
    private const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffK} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Serilog to the console; the section <c>Serilog</c> of the configuration changes levels and adds sinks.</summary>
    public static void AddStructuredLogging(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            // Exceptions become problems in one place, which logs those that are faults of ours.
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
            // What keeps the service from starting is said once, in a sentence.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .WriteTo.Console(outputTemplate: Template)
            .ReadFrom.Configuration(builder.Configuration)
            .CreateLogger();
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true);
    }

    /// <summary>One structured line for each request, when it has been answered.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ImageSearch.Requests");
        app.Use(async (context, next) =>
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                var status = context.Response.StatusCode;
                logger.Log(
                    status >= 500 ? LogLevel.Error : LogLevel.Information,
                    "{Method} {Path} {Status} in {Milliseconds:0.0} ms, trace {TraceId}",
                    context.Request.Method,
                    // Escaped, so that no path can write lines of its own.
                    context.Request.Path.ToUriComponent(),
                    status,
                    Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                    Activity.Current?.Id ?? context.TraceIdentifier);
            }
        });
    }
}
