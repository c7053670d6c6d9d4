using System.ComponentModel;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Hosting;
using ImageSearch.Api.Images;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Search;

/// <summary>Finding pictures that look alike.</summary>
internal static class SearchEndpoints
{
    public static void AddSearch(this WebApplicationBuilder builder) => builder.Services.AddSettings<SearchOptions>(SearchOptions.Section);

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
        HttpRequest request, ImageLibrary library, UploadReader reader, IOptions<SearchOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(request);
        var score = Score(form.Fields, options);
        var filter = new ImageFilterQuery(form.Fields).ToFilter();
        var result = await library.Search.SearchAsync(form.RequireFile(), form.Fields.Crop("crop"), Scope(form.Fields, filter), cancellationToken);
        return TypedResults.Ok(SearchContract.From(result, score));
    }

    private static async Task<Ok<ItemsContract<BatchItemContract>>> SearchBatch(
        HttpContext context, ImageLibrary library, UploadReader reader, IOptions<SearchOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(context.Request);
        var score = Score(form.Fields, options);
        var scope = Scope(form.Fields, new ImageFilterQuery(form.Fields).ToFilter());
        var crop = form.Fields.Crop("crop");
        var items = new List<BatchItemContract>();
        foreach (var file in form.RequireFiles())
        {
            try
            {
                items.Add(BatchItemContract.From(file.Name, await library.Search.SearchAsync(file, crop, scope, cancellationToken), score));
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
        [Description("Least similarity, 0 to 1, or auto: where the similarities fall apart into two groups; 0 by default.")] string? threshold,
        [Description("Only this part of the picture: x,y,width,height as fractions of it.")] string? crop,
        [Description("A figure beside each result: none or inverseDistance, 1 / (1 + distance); Search:Score by default.")] string? score,
        IOptions<SearchOptions> options,
        CancellationToken cancellationToken)
    {
        var fields = new FormFields(request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var kind = fields.Choice(nameof(score), options.Value.Score);
        var result = await library.Search.SimilarAsync(id, fields.Crop(nameof(crop)), Scope(fields, filter.ToFilter()), cancellationToken);
        return TypedResults.Ok(SearchContract.From(result, kind));
    }

    private static SearchScope Scope(FormFields fields, ImageFilter filter) => new(
        fields.Integer("k", SearchScope.DefaultK, 1, SearchScope.MaxK),
        string.Equals(fields.Text("threshold"), "auto", StringComparison.OrdinalIgnoreCase) ? null : fields.Number("threshold", 0, 0, 1, "or auto"),
        filter);

    private static ScoreKind Score(FormFields fields, IOptions<SearchOptions> options) => fields.Choice("score", options.Value.Score);
}
