using System.Runtime.CompilerServices;
using ImageSearch.Api.Events;
using ImageSearch.Api.Images;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Files;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.OlderClients;

/// <summary>The endpoints of the systems that this service replaces, unchanged for their existing clients.</summary>
internal static class OlderClientEndpoints
{
    // Names can be reused, so no answer here is immutable.
    private const string OneHour = "max-age=3600";
    private const int ThumbnailSize = 200;

    public static void MapOlderClients(this IEndpointRouteBuilder app)
    {
        var older = app.MapGroup("").WithTags("Older clients").WithMetadata(new OlderClientErrors.Marker());
        older.MapGet("/api/images", async (ImageLibrary library, CancellationToken cancellationToken) =>
                TypedResults.Ok(new FileNamesContract(await library.Images.Catalog.FileNamesAsync(cancellationToken))))
            .WithName("olderListImages").WithSummary("File names of all pictures")
            .WithDescription("The unique file names under which this interface knows the pictures.");
        older.MapPost("/api/upload-image", Upload)
            .WithName("olderUploadImage").WithSummary("Add a picture")
            .WithDescription("The answer is the unique file name that the picture was given.").TakesForm<FileFormContract>()
            .Produces<UploadedContract>().ProducesProblems(400, 413, 415, 422, 507);
        older.MapDelete("/api/delete-image/{filename}", Delete)
            .WithName("olderDeleteImage").WithSummary("Delete a picture")
            .WithDescription("By the file name that the upload answered.").Produces<SuccessContract>().ProducesProblems(404);
        older.MapPost("/api/generate-features", GenerateFeatures)
            .WithName("olderGenerateFeatures").WithSummary("Embed what is missing")
            .WithDescription("Events without names: progress {progress, current, total}, at last {complete, count}.").ProducesEventStream();
        older.MapGet("/api/check-features", async (ImageLibrary library, CancellationToken cancellationToken) =>
                TypedResults.Ok(new ExistsContract((await library.Images.Catalog.CountsAsync(cancellationToken)).Indexed > 0)))
            .WithName("olderCheckFeatures").WithSummary("Whether any picture has an embedding")
            .WithDescription("True from the first picture on that can be found.");
        older.MapPost("/api/search", SearchTopSix)
            .WithName("olderSearch").WithSummary("The six most alike")
            .WithDescription("Ranked by cosine similarity, 0 to 1.").TakesForm<FileFormContract>()
            .Produces<TopSixContract>().ProducesProblems(400, 413, 415, 422, 429, 503, 507);
        older.MapGet("/images/{filename}", Original).WithName("olderGetImage").WithSummary("The original")
            .WithDescription("By its file name, with an ETag and an hour's permission to keep it.")
            .ProducesFile("image/jpeg").ProducesRanges("image/jpeg").ProducesProblems(404);
        older.MapGet("/images/thumb/{filename}", Thumbnail).WithName("olderGetThumbnail").WithSummary("A thumbnail")
            .WithDescription("A JPEG that fits inside 200 x 200 pixels.")
            .ProducesFile("image/jpeg").ProducesRanges("image/jpeg").ProducesProblems(404, 422);
        older.MapPost("/search", SearchInPercent)
            .WithName("olderSearchPercent").WithSummary("The most alike, in percent")
            .WithDescription("Similarity is 100 times the cosine.").TakesForm<PercentFormContract>()
            .Produces<PercentContract>().ProducesProblems(400, 413, 415, 422, 429, 503, 507);
        older.MapGet("/stats", Stats).WithName("olderStats").WithSummary("Whether model and embeddings are loaded")
            .WithDescription("In the shape that the older systems answered.");
    }

    private static async Task<IResult> Upload(
        HttpRequest request, ImageLibrary library, UploadReader reader, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(request, options.Value.MaxOlderFileBytes);
        var outcomes = await library.Intake.AddAsync([form.RequireFile()], AddOptions.Default, cancellationToken);
        return outcomes[0] is { Rejection: { } rejection }
            ? throw new RejectedImageException(rejection)
            : TypedResults.Ok(new UploadedContract(true, outcomes[0].Image!.FileName));
    }

    private static async Task<IResult> Delete(ImageLibrary library, string filename, CancellationToken cancellationToken)
    {
        await library.Images.RemoveAsync(
            new ImageSelection.ByIds([(await library.Images.Catalog.GetByFileNameAsync(filename, cancellationToken)).Id]),
            cancellationToken);
        return TypedResults.Ok(new SuccessContract(true));
    }

    private static Task GenerateFeatures(HttpContext context, ImageLibrary library, ServerSentEvents events) =>
        events.WriteAsync(context, ending => Generate(library, ending));

    private static async IAsyncEnumerable<ServerSentEvent> Generate(
        ImageLibrary library, [EnumeratorCancellation] CancellationToken ending)
    {
        using var changes = library.Jobs.Changes.Listen(ending);
        var job = await library.StartIndexJobAsync(IndexJobMode.Missing, ending);
        yield return Progress(job.Progress, job.Current, job.Total);
        await foreach (var change in changes)
        {
            if (change.Id != job.Id)
                continue;
            if (change.Ended)
                break;
            yield return Progress(change.Progress, change.Current, change.Total);
        }

        yield return new ServerSentEvent(null, new CompleteContract(true, (await library.Images.Catalog.CountsAsync(ending)).Indexed));
    }

    private static async Task<IResult> SearchTopSix(
        HttpRequest request, ImageLibrary library, UploadReader reader, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(request, options.Value.MaxOlderFileBytes);
        var result = await library.Search.SearchAsync(form.RequireFile(), null, new SearchScope(6, 0, ImageFilter.All), cancellationToken);
        return TypedResults.Ok(new TopSixContract(result.Hits
            .Select(
                hit => new TopSixHitContract(hit.Image.FileName, hit.Similarity, $"/images/{Uri.EscapeDataString(hit.Image.FileName)}")).ToList()));
    }

    private static async Task<IResult> SearchInPercent(
        HttpRequest request, ImageLibrary library, UploadReader reader, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(request, options.Value.MaxOlderFileBytes);
        var scope = new SearchScope(
            (int)(form.Fields.Integer("num_results", 5, 50) ?? 10), (form.Fields.Number("threshold", 0, 100) ?? 0) / 100, ImageFilter.All);
        var result = await library.Search.SearchAsync(form.RequireFile(), null, scope, cancellationToken);
        var hits = result.Hits.Select(hit => new PercentHitContract(hit.Image.FileName, Math.Round(100 * hit.Similarity, 2), hit.Distance)).ToList();
        return TypedResults.Ok(new PercentContract(hits, hits.Count));
    }

    private static async Task<IResult> Original(HttpContext context, ImageLibrary library, string filename, CancellationToken cancellationToken)
    {
        var image = await library.Images.Catalog.GetByFileNameAsync(filename, cancellationToken);
        return Send(context, image, await library.Images.OpenOriginalAsync(image, cancellationToken), image.Format.MimeType(), image.Sha256);
    }

    private static async Task<IResult> Thumbnail(HttpContext context, ImageLibrary library, string filename, CancellationToken cancellationToken)
    {
        var image = await library.Images.Catalog.GetByFileNameAsync(filename, cancellationToken);
        var thumbnail = await library.Images.OpenThumbnailAsync(image, ThumbnailSize, ThumbnailFormat.Jpeg, cancellationToken);
        return Send(context, image, thumbnail, "image/jpeg", $"{image.Sha256}-{ThumbnailSize}-jpeg");
    }

    private static async Task<OlderStatsContract> Stats(ImageLibrary library, CancellationToken cancellationToken)
    {
        var counts = await library.Images.Catalog.CountsAsync(cancellationToken);
        var embedder = library.Embedder;
        return new OlderStatsContract(true, counts.Indexed > 0, counts.Total, embedder.Space.Dimension, embedder.Model.Name, "cosine");
    }

    private static ServerSentEvent Progress(double progress, long current, long total) =>
        new(null, new GenerateProgressContract(progress, current, total));

    private static IResult Send(HttpContext context, ImageRecord image, LocalFile file, string mime, string tag)
    {
        context.Response.RegisterForDispose(file);
        context.Response.Headers.CacheControl = OneHour;
        return new PictureFile(
            image,
            TypedResults.PhysicalFile(file.Path, mime, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true));
    }
}
