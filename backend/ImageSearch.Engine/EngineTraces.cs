using System.Diagnostics;

namespace ImageSearch.Engine;

/// <summary>
/// The steps of the engine as activities of the source <see cref="SourceName"/>: <c>decode</c>, <c>embed</c>, <c>search</c>, <c>index</c>.
/// Without a listener, each costs only a comparison.
/// </summary>
public static class EngineTraces
{
    public const string SourceName = "ImageSearch";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Runs a step inside an activity, which is null without a listener. An exception of the step is recorded on the activity.
    /// </summary>
    internal static async Task<T> TraceAsync<T>(string step, Func<Activity?, Task<T>> run)
    {
        using var activity = Source.StartActivity(step);
        try
        {
            return await run(activity).ConfigureAwait(false);
        }
        catch (Exception exception) when (activity is not null)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.AddException(exception);
            activity.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }
}
