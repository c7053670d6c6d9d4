using ImageSearch.Api.Errors;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Service;
using ImageSearch.Engine;
using Microsoft.AspNetCore.Http.Metadata;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ImageSearch.Api.Telemetry;

/// <summary>
/// Metrics at /metrics, and metrics and traces to a collector if one is configured. The Engine does not depend on the packages.
/// </summary>
internal static class TelemetryExtensions
{
    private const string ServiceName = "imagesearch";
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LibraryGauges>();
        builder.Services.Configure<PrometheusAspNetCoreOptions>(options =>
        {
            options.ScopeInfoEnabled = false;
            // A client that asks twice within a second must get the second state, not a cached one.
            options.ScrapeResponseCacheDurationMilliseconds = 0;
        });

        var collect = HasCollector(builder.Configuration);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(ServiceName, serviceVersion: ServiceVersion.Current)
                // Added last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence.
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter(EngineMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime")
                    // From a cached thumbnail to a large upload.
                    .AddView(
                        "http.server.request.duration",
                        new ExplicitBucketHistogramConfiguration { Boundaries = [.. EngineMetrics.DurationBounds] })
                    .AddPrometheusExporter();
                if (collect)
                    metrics.AddOtlpExporter();
            });
        if (collect)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(EngineTraces.SourceName, "System.Net.Http")
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsProbe(context.Request.Path))
                .AddOtlpExporter());
        }
    }

    /// <summary>The metrics in Prometheus' text format, or in OpenMetrics' format on request.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        // Gauges exist from the first scrape on, even before the first measurement.
        _ = endpoints.ServiceProvider.GetRequiredService<LibraryGauges>();
        endpoints.MapPrometheusScrapingEndpoint("/metrics")
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]), ((Delegate)Describe).Method)
            .WithName("getMetrics").WithSummary("Metrics in Prometheus' text format")
            .WithDescription("In Prometheus' text format, or in OpenMetrics' where Accept asks for it.")
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/plain"]));
    }

    // The exporter maps a request delegate, which the OpenAPI document would omit; this signature describes it.
    private static void Describe()
    {
    }

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics");

    /// <exception cref="SetupException">The address is not valid.</exception>
    private static bool HasCollector(IConfiguration configuration)
    {
        var address = configuration[Collector];
        if (string.IsNullOrWhiteSpace(address))
            return false;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? true
            : throw new SetupException($"{Collector} must be an http or https address such as http://localhost:4317; it is \"{address}\".");
    }
}
