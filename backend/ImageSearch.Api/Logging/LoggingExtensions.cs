using System.Diagnostics;
using ImageSearch.Engine;
using Serilog;
using Serilog.Events;

namespace ImageSearch.Api.Logging;

internal static class LoggingExtensions
{
    private const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffK} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string RequestTemplate = "{RequestMethod} {RequestPath} {StatusCode} in {Elapsed:0.0} ms, trace {TraceId}";

    /// <summary>Serilog to the console; the section <c>Serilog</c> of the configuration changes levels and adds sinks.</summary>
    public static void AddStructuredLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog(
        logger => logger
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            // Exceptions become problems in one place, which logs internal errors.
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
            // A failed start is reported once, in one sentence.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .Enrich.With<SingleLineProperties>()
            .WriteTo.Console(outputTemplate: Template)
            .ReadSection(builder.Configuration),
        // The static logger belongs to the process, and a process may run several services.
        preserveStaticLogger: true);

    /// <summary>Writes one structured line for each request after it is answered.</summary>
    public static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = RequestTemplate;
        options.GetLevel = (context, _, _) => Level(context);
        options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(context.Request.Method)),
            // Logged in its escaped form, as it was sent, not as it decodes.
            new("RequestPath", new ScalarValue(context.Request.Path.ToUriComponent())),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
            new("TraceId", new ScalarValue(Activity.Current?.Id ?? context.TraceIdentifier)),
        ];
    });

    private static LoggerConfiguration ReadSection(this LoggerConfiguration logger, IConfiguration configuration)
    {
        try
        {
            return logger.ReadFrom.Configuration(configuration);
        }
        catch (InvalidOperationException exception)
        {
            throw new SetupException($"The section Serilog of the configuration is not valid: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    // Probes and scrapes come every few seconds, so successful ones are not logged.
    private static LogEventLevel Level(HttpContext context) => context.Response.StatusCode switch
    {
        >= 500 => LogEventLevel.Error,
        < 400 when context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/metrics") => LogEventLevel.Debug,
        _ => LogEventLevel.Information,
    };
}
