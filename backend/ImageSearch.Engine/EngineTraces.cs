using System.Diagnostics;

namespace ImageSearch.Engine;

/// <summary>
/// The steps of the engine as activities of the source <see cref="SourceName"/>: <c>decode</c>, <c>embed</c>, <c>search</c>, <c>index</c>. They
/// cost a comparison while nothing listens.
/// </summary>
public static class EngineTraces
{
    public const string SourceName = "ImageSearch";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Runs a step under an activity of its own, which is null while nothing listens. An exception that ends the step is noted on it.</summary>
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
