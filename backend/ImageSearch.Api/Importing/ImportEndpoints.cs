using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Importing;

/// <summary>Imports from folders on the server.</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/api/v1/imports").WithTags("Imports");
        imports.MapPost("/", Start).WithName("startImport").WithSummary("Import a folder on the server")
            .WithDescription("The job's result counts added, unchanged, moved, duplicates, vanished and failed; its failures name the last two.")
            .ProducesProblems(400);
        imports.MapGet("/roots", Roots).WithName("listImportRoots").WithSummary("Folders that may be imported")
            .WithDescription("The setting Library:ImportRoots names them; available says whether a folder is there now.");
        imports.MapGet("/folders", Folders).WithName("listImportFolders").WithSummary("The folders in a folder that may be imported")
            .WithDescription("One level deep, in the order of their names, hidden folders left out.").ProducesProblems(400);
    }

    private static async Task<Accepted<JobContract>> Start(
        ImageLibrary library, [FromBody] ImportContract request, IOptions<UploadOptions> uploads,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var job = await library.Imports.StartAsync(Read(request, uploads.Value.MaxFileBytes), cancellationToken);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", job.ToContract(clock.GetUtcNow()));
    }

    private static ImportRequest Read(ImportContract request, long maxBytes) => new(
        string.IsNullOrWhiteSpace(request.Path) ? throw new BadParameterException("'path' is missing: name a folder on the server.") : request.Path,
        request.Recursive ?? true,
        (FolderCategories)(request.Categories ?? FolderCategoriesContract.None),
        (ImportStore)(request.Store ?? ImportStoreContract.Copy),
        request.Tags ?? [],
        maxBytes);

    private static Ok<ItemsContract<ImportRootContract>> Roots(ImageLibrary library) => TypedResults.Ok(new ItemsContract<ImportRootContract>(
        library.Imports.Roots.Select(root => new ImportRootContract(root.Path, root.Available)).ToList()));

    private static Ok<ListContract<FolderContract>> Folders(
        ImageLibrary library,
        [Description("The absolute path of a folder on the server, under one of the allowed roots.")] [Required] string? path,
        [Description("Most items of a page.")] [Range(1, Paging.MaxLimit)] [DefaultValue(Paging.DefaultLimit)] int? limit,
        [Description("nextCursor of the page before.")] string? cursor)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new BadParameterException("'path' is missing: name a folder on the server. GET /api/v1/imports/roots lists those to begin with.");
        var all = library.Imports.FoldersIn(path).Select(folder => new FolderContract(Path.GetFileName(folder), folder)).ToList();
        var page = all.Where(folder => string.IsNullOrEmpty(cursor) || string.CompareOrdinal(folder.Name, cursor) > 0)
            .Take(limit ?? Paging.DefaultLimit)
            .ToList();
        var last = page.Count == 0 || page[^1] == all[^1] ? null : page[^1].Name;
        return TypedResults.Ok(new ListContract<FolderContract>(page, last, all.Count));
    }
}
