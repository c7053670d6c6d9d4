namespace ImageSearch.Api.Metrics;

internal static class MetricsExtensions
{
    public static void AddMetricsExposition(this IServiceCollection services) => services.AddSingleton<MetricsExposition>();

    /// <summary>Begins to collect before the first request.</summary>
    public static void UseMetrics(this WebApplication app) => _ = app.Services.GetRequiredService<MetricsExposition>();
}
