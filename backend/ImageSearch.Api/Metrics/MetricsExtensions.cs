namespace ImageSearch.Api.Metrics;

internal static class MetricsExtensions
{
    public static void AddMetricsExposition(this IServiceCollection services) => services.AddSingleton<MetricsExposition>();

    /// <summary>Begins to collect before the first request, once the library is open.</summary>
    public static void UseMetrics(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<MetricsExposition>());
}
