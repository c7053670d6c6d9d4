using System.Text.Json.Nodes;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;

namespace ImageSearch.Answers;

/// <summary>
/// Converts the library's answers to JSON contracts. Compiled into both the service and the command line, which do not refer to each other.
/// </summary>
internal static class LibraryAnswers
{
    public static ImageContract ToContract(this ImageRecord image) => new(
        image.Id,
        image.Name,
        image.Width,
        image.Height,
        image.Bytes,
        image.Format.ApiName(),
        image.Sha256,
        image.Category,
        image.Tags,
        image.AddedAt,
        (ImageStatusContract)image.Status,
        image.Problem,
        $"/api/v1/images/{image.Id}/content",
        $"/api/v1/images/{image.Id}/thumbnail")
    {
        Source = ReferencedFile.Choose(image.References) is var (path, state) ? new SourceContract(path, (OriginalStateContract)state) : null,
    };

    public static UploadResultContract ToContract(this AddOutcome outcome) => new(
        outcome.Name, (AddResultContract)outcome.Result, outcome.Image?.ToContract(), outcome.Rejection?.ToProblem());

    public static BulkContract ToContract(this BulkResult result) => new(result.Changed, result.Missing);

    public static IReadOnlyList<NameCountContract> ToContract(this IReadOnlyList<NameCount> counts) =>
        counts.Select(count => new NameCountContract(count.Name, count.Count)).ToList();

    public static JobContract ToContract(this JobRecord job, DateTimeOffset now) => new(
        job.Id,
        job.Kind,
        (JobStateContract)job.State,
        job.Progress,
        job.Current,
        job.Total,
        ModelJobs.IsFetching(job) ? JobUnit.Bytes : null,
        Round(job.RatePerSecond(now)),
        Round(job.EtaSeconds(now)),
        job.Failures,
        job.StartedAt,
        job.FinishedAt,
        ModelJobs.ModelOf(job),
        job.Problem,
        job.Result is null ? null : JsonNode.Parse(job.Result));

    public static JobFailureContract ToContract(this JobFailure failure) => new(failure.Name, failure.Problem);

    public static SearchContract ToContract(this SearchResult result, ScoreKind score = ScoreKind.None) => new(
        result.Hits.Select(hit => new SearchHitContract(hit.Rank, hit.Image.ToContract(), hit.Similarity, hit.Distance, ScoreOf(hit, score)))
            .ToList(),
        result.Total,
        new TookContract(
            Milliseconds(result.Times.Decode), Milliseconds(result.Times.Embed), Milliseconds(result.Times.Search), Milliseconds(result.Times.Total)),
        result.Space,
        result.FoundThreshold);

    public static IndexContract ToContract(this IndexStatus status) => new(
        status.Space,
        status.Model.Id,
        status.Model.BuiltIn,
        status.Device,
        status.DeviceNote,
        status.ModelProblem,
        status.Dimension,
        status.Metric,
        status.Engine,
        status.Note,
        status.Progress.Indexed,
        status.Progress.Pending,
        status.Progress.Failed,
        status.Bytes,
        status.SavedAt,
        status.Building is { } building ? new BuildingContract(building.Space, building.Model, building.Indexed, building.Total) : null);

    /// <param name="version">The version of the program that answers.</param>
    public static async Task<StatsContract> ToStatsAsync(this ImageLibrary library, string version, CancellationToken cancellationToken)
    {
        var pictures = library.Images.Catalog;
        var counts = await pictures.CountsAsync(cancellationToken);
        return new StatsContract(
            counts.Total, counts.Indexed, counts.Pending, counts.Failed, await pictures.StoredBytesAsync(cancellationToken),
            (await pictures.CategoriesAsync(cancellationToken)).ToContract(), (await pictures.TagsAsync(cancellationToken)).ToContract(),
            (await library.IndexStatusAsync(cancellationToken)).ToContract(), version);
    }

    public static ModelContract ToContract(this StoredModel model) => new(
        model.Id, model.Name, model.BuiltIn, model.Installed, model.Bytes, model.PartialBytes, model.Size, model.Dimension, model.Licence, model
            .Sources, model.Path);

    public static FetchingModelContract ToContract(this FetchingModel model) =>
        new(model.Id, model.Name, model.Received, model.Bytes, model.Job, model.IsMoveNext);

    public static ModelVerificationContract ToContract(this ModelVerification verification) =>
        new(verification.Id, verification.IsSound, verification.Sha256, verification.Path);

    private static ScoreContract? ScoreOf(SearchHit hit, ScoreKind kind) =>
        kind == ScoreKind.InverseDistance ? new ScoreContract(1 / (1 + hit.Distance), kind) : null;

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 1) : null;

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 2);
}
