using System.ComponentModel;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageSearch.Api.Search;

/// <summary>Finding pictures that look alike.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Search");
        api.MapPost("/search", Search)
            .WithName("search").WithSummary("Find the pictures most like an uploaded one")
            .TakesForm<SearchFormContract>().ProducesProblems(400, 413, 415, 422, 429, 503, 507);
        api.MapPost("/search/batch", SearchBatch)
            .WithName("searchBatch").WithSummary("Find the pictures most like each of several uploaded ones")
            .WithDescription("An answer for each file, in order: what was found, or the file's own problem.")
            .TakesForm<BatchFormContract>().ProducesProblems(400, 413, 415, 429, 503, 507);
        api.MapGet("/images/{id:long}/similar", Similar)
            .WithName("findSimilar").WithSummary("Find the pictures most like one of the library").ProducesProblems(400, 404, 409, 422, 429, 503);
        api.MapEmbeddings();
    }

    private static async Task<Ok<SearchContract>> Search(
        HttpRequest request, ImageLibrary library, UploadReader reader, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(request);
        var filter = new ImageFilterQuery(form.Fields).ToFilter();
        var result = await library.Search.SearchAsync(form.RequireFile(), form.Fields.Crop("crop"), Scope(form.Fields, filter), cancellationToken);
        return TypedResults.Ok(SearchContract.From(result));
    }

    private static async Task<Ok<ItemsContract<BatchItemContract>>> SearchBatch(
        HttpContext context, ImageLibrary library, UploadReader reader, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(context.Request);
        var scope = Scope(form.Fields, new ImageFilterQuery(form.Fields).ToFilter());
        var crop = form.Fields.Crop("crop");
        var items = new List<BatchItemContract>();
        foreach (var file in form.RequireFiles())
        {
            try
            {
                items.Add(BatchItemContract.From(file.Name, await library.Search.SearchAsync(file, crop, scope, cancellationToken)));
            }
            catch (RejectedImageException rejected)
            {
                items.Add(BatchItemContract.From(file.Name, rejected.ToProblem().For(context)));
            }
        }

        return TypedResults.Ok(new ItemsContract<BatchItemContract>(items));
    }

    private static async Task<Ok<SearchContract>> Similar(
        HttpRequest request,
        ImageLibrary library,
        long id,
        [AsParameters] ImageFilterParameters filter,
        [Description("Most results, 1 to 100; 6 by default.")] string? k,
        [Description("Least similarity, 0 to 1; 0 by default.")] string? threshold,
        [Description("Only this part of the picture: x,y,width,height as fractions of it.")] string? crop,
        CancellationToken cancellationToken)
    {
        var fields = new FormFields(request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var result = await library.Search.SimilarAsync(id, fields.Crop(nameof(crop)), Scope(fields, filter.ToFilter()), cancellationToken);
        return TypedResults.Ok(SearchContract.From(result));
    }

    private static SearchScope Scope(FormFields fields, ImageFilter filter) => new(
        fields.Integer("k", SearchScope.DefaultK, 1, SearchScope.MaxK),
        fields.Number("threshold", 0, 0, 1),
        filter);
}
