using ImageSearch.Api.Errors;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Api.Images;

/// <summary>Adding pictures.</summary>
internal static class UploadEndpoint
{
    public static void MapUpload(this RouteGroupBuilder images) => images.MapPost("/", Upload)
        .WithName("uploadImages")
        .WithSummary("Add pictures")
        .WithDescription("201 if anything was added, 200 if all files were there already; otherwise the first rejected file's problem. One "
            + "bad file never stops the others.")
        .TakesForm<UploadFormContract>()
        .Produces<UploadContract>(StatusCodes.Status201Created)
        .Produces<UploadContract>()
        .ProducesProblems(400, 413, 415, 422, 507);

    private static async Task<IResult> Upload(HttpContext context, ImageLibrary library, UploadReader reader, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(context.Request);
        var files = form.RequireFiles();
        var options = new AddOptions(
            Label.Clean(form.Fields.Text("category")),
            Label.CleanTags((form.Fields.Text("tags") ?? "").Split(',')),
            form.Fields.Choice<DuplicatePolicy>("onDuplicate") ?? DuplicatePolicy.Skip);

        var outcomes = await library.Intake.AddAsync(files, options, cancellationToken);
        var upload = UploadContract.Of(
            outcomes.Select(outcome => outcome.ToContract()).Select(result => result with { Problem = result.Problem?.For(context) }).ToList());
        if (upload.Added > 0)
            return TypedResults.Json(upload, statusCode: StatusCodes.Status201Created);
        if (upload.Results.FirstOrDefault(result => result.Problem is not null)?.Problem is not { } problem)
            return TypedResults.Ok(upload);
        return TypedResults.Json(UploadProblemContract.From(problem, upload), contentType: Problem.ContentType, statusCode: problem.Status);
    }
}
