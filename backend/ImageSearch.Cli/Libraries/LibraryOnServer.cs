using System.Globalization;
using ImageSearch.Cli.Contracts;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library behind a running server, over its HTTP interface.</summary>
internal sealed class LibraryOnServer : ILibraryClient
{
    private const string Images = "api/v1/images";

    private readonly ServerConnection _server;
    private Dictionary<string, ImageContract>? _known;

    public LibraryOnServer(Uri address)
    {
        _server = new ServerConnection(address);
        Jobs = new JobsOnServer(_server);
    }

    public Task<bool> IsMovingAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public IJobClient Jobs { get; }

    public async Task<UploadContract> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken)
    {
        var results = new UploadResultContract?[paths.Count];
        var sent = new List<int>();
        using var form = new UploadForm();
        for (var i = 0; i < paths.Count; i++)
        {
            try
            {
                if (many && await FindAsync(paths[i], cancellationToken) is { } known)
                {
                    results[i] = new UploadResultContract(paths[i], AddResultContract.Duplicate, known);
                    continue;
                }

                form.File("files", paths[i]);
                sent.Add(i);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                results[i] = new UploadResultContract(paths[i], AddResultContract.Rejected, Problem: UnreadableFile.Problem(exception));
            }
        }

        if (sent.Count > 0)
        {
            form.Field("category", options.Category);
            form.Field("tags", string.Join(',', options.Tags));
            form.Field("onDuplicate", options.OnDuplicate.ToString().ToLowerInvariant());
            var upload = await _server.SendAsync<UploadContract>(HttpMethod.Post, Images, form, cancellationToken, orRefusal: true);
            if (upload.Results.Count != sent.Count)
            {
                throw new CliException(ExitCode.NotReady, $"The server was sent {sent.Count} files and answers for {upload.Results.Count}. "
                    + $"Check its version and its log.");
            }

            foreach (var (index, result) in sent.Zip(upload.Results))
                results[index] = result with { Name = paths[index] };
        }

        return UploadContract.Of(results!);
    }

    public async Task<SearchContract> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken)
    {
        using var form = new UploadForm();
        form.File("file", path);
        form.Scope(scope, crop);
        return await _server.SendAsync<SearchContract>(HttpMethod.Post, "api/v1/search", form, cancellationToken);
    }

    public Task<SearchContract> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken) =>
        _server.GetAsync<SearchContract>($"{Images}/{id}/similar?{FilterText.Query(UploadForm.FieldsOf(scope, crop))}", cancellationToken);

    public Task<ListContract<ImageContract>> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var query = FilterText.Query(
        [
            ("limit", request.Limit.ToString(CultureInfo.InvariantCulture)),
            ("cursor", request.Cursor),
            ("sort", request.Sort.ToString().ToLowerInvariant()),
            ("order", request.Descending ? "desc" : "asc"),
            .. new FilterText(request.Filter).Fields(),
        ]);
        return _server.GetAsync<ListContract<ImageContract>>($"{Images}?{query}", cancellationToken);
    }

    public Task<ImageContract> RenameAsync(long id, string name, CancellationToken cancellationToken) =>
        _server.SendAsync<ImageContract>(
            HttpMethod.Patch, $"{Images}/{id}", System.Net.Http.Json.JsonContent
                .Create(new ImageChangeContract(name, null, null), options: Json.Requests), cancellationToken);

    public Task<BulkContract> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken) =>
        BulkAsync("rename", new RenameContract(pattern, start), selection, cancellationToken);

    public Task<BulkContract> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken) =>
        BulkAsync("categorize", new CategorizeContract(category), selection, cancellationToken);

    public Task<BulkContract> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync("categorize", new CategorizeContract(null, CategorySource.Name), selection, cancellationToken);

    public Task<BulkContract> TagAsync(
        ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken) =>
        BulkAsync("tag", new TagContract(add, remove), selection, cancellationToken);

    public Task<BulkContract> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync("delete", new SelectionContract(), selection, cancellationToken);

    public Task<BulkContract> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync("retry", new SelectionContract(), selection, cancellationToken);

    public Task<JobContract> StartImportAsync(ImportRequest request, CancellationToken cancellationToken) => _server.PostAsync<JobContract>(
        "api/v1/imports",
        new ImportContract(
            request.Path, request.Recursive, (FolderCategoriesContract)request.Categories, (ImportStoreContract)request.Store, request.Tags),
        cancellationToken);

    public Task<JobContract> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken) =>
        _server.PostAsync<JobContract>($"api/v1/models/{Uri.EscapeDataString(id)}/use", new UseModelContract(keepOld), cancellationToken);

    public Task<IndexContract> IndexAsync(CancellationToken cancellationToken) => _server.GetAsync<IndexContract>("api/v1/index", cancellationToken);

    public Task<StatsContract> StatsAsync(CancellationToken cancellationToken) => _server.GetAsync<StatsContract>("api/v1/stats", cancellationToken);

    public async Task<EmbeddingItemContract> EmbedAsync(string path, CropRegion? crop, CancellationToken cancellationToken)
    {
        using var form = new UploadForm();
        try
        {
            form.File("files", path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new EmbeddingItemContract(path, Problem: UnreadableFile.Problem(exception));
        }

        form.Field("crop", crop?.ToString());
        var answer = await _server.SendAsync<ItemsContract<EmbeddingItemContract>>(HttpMethod.Post, "api/v1/embeddings", form, cancellationToken);
        return answer.Items is [var one]
            ? one with { Name = path }
            : throw new CliException(
                ExitCode.NotReady, $"The server was sent one file and answers for {answer.Items.Count}. Check its version and its log.");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    // The catalogue is read once, because sending every file only to learn that the server has it would cost far more.
    private async Task<ImageContract?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (_known is null)
        {
            _known = [];
            await foreach (var picture in this.PicturesAsync(ImageFilter.All, ImageSort.Added, descending: false, cancellationToken))
                _known.TryAdd(picture.Sha256, picture);
        }

        return await FileIntake.HashAsync(path, cancellationToken) is { } sha256 ? _known.GetValueOrDefault(sha256) : null;
    }

    private Task<BulkContract> BulkAsync<T>(string action, T request, ImageSelection selection, CancellationToken cancellationToken)
        where T : SelectionContract => _server.PostAsync<BulkContract>(
            $"{Images}/{action}",
            selection switch
            {
                ImageSelection.ByIds(var ids) => request with { Ids = ids.ToList() },
                ImageSelection.ByFilter(var filter) => request with { Filter = FilterText.Body(filter) },
                _ => throw new ArgumentOutOfRangeException(nameof(selection)),
            },
            cancellationToken);
}
