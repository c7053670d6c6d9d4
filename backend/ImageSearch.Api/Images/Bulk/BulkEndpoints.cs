using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ImageSearch.Api.Images.Bulk;

/// <summary>Actions on many pictures at once.</summary>
internal static class BulkEndpoints
{
    public static void MapBulk(this RouteGroupBuilder images)
    {
        images.MapPost("/delete", Delete).WithName("deleteImages").WithSummary("Delete pictures")
            .WithDescription("Ids that the library does not have are counted as missing; the others are deleted.").ProducesProblems(400);
        images.MapPost("/categorize", Categorize).WithName("categorizeImages").WithSummary("Give pictures a category")
            .WithDescription("One category for all of them, none where it is empty, or each picture's own from its name.")
            .ProducesProblems(400);
        images.MapPost("/rename", Rename).WithName("renameImages").WithSummary("Name pictures by a pattern")
            .WithDescription("Each name is made from the pattern; the extension stays. Numbers run within each category.")
            .ProducesProblems(400);
        images.MapPost("/tag", Tag).WithName("tagImages").WithSummary("Add and remove tags")
            .WithDescription("Tags to add and tags to remove, in one step.").ProducesProblems(400);
        images.MapPost("/retry", Retry).WithName("retryImages").WithSummary("Try to embed failed pictures again")
            .WithDescription("Failed pictures wait to be embedded again; the others stay as they are.").ProducesProblems(400);
    }

    private static async Task<Ok<BulkContract>> Delete(
        ImageLibrary library, [FromBody] SelectionContract selection, CancellationToken cancellationToken) =>
        Result(await library.Images.RemoveAsync(selection.ToSelection(), cancellationToken));

    private static async Task<Ok<BulkContract>> Categorize(
        ImageLibrary library, [FromBody] CategorizeContract request, CancellationToken cancellationToken) =>
        Result(request.IsFromName()
            ? await library.Images.CategorizeByNameAsync(request.ToSelection(), cancellationToken)
            : await library.Images.CategorizeAsync(request.ToSelection(), request.Category, cancellationToken));

    private static async Task<Ok<BulkContract>> Rename(
        ImageLibrary library, [FromBody] RenameContract request, CancellationToken cancellationToken) =>
        Result(await library.Images.RenameAsync(
            request.ToSelection(), RenamePattern.Parse(request.Pattern), request.FirstNumber(), cancellationToken));

    private static async Task<Ok<BulkContract>> Tag(
        ImageLibrary library, [FromBody] TagContract request, CancellationToken cancellationToken) =>
        Result(await library.Images.TagAsync(request.ToSelection(), request.Add ?? [], request.Remove ?? [], cancellationToken));

    private static async Task<Ok<BulkContract>> Retry(
        ImageLibrary library, [FromBody] SelectionContract selection, CancellationToken cancellationToken) =>
        Result(await library.Images.RetryAsync(selection.ToSelection(), cancellationToken));

    private static Ok<BulkContract> Result(BulkResult result) => TypedResults.Ok(result.ToContract());
}
