namespace ImageSearch.Cli.Libraries;

/// <summary>The jobs of a running server.</summary>
internal sealed class JobsOnServer(ServerConnection server) : IJobClient
{
    private const string Jobs = "api/v1/jobs";
    private const int PageSize = 500;

    public Task<JobContract> FindAsync(long id, CancellationToken cancellationToken) =>
        server.GetAsync<JobContract>($"{Jobs}/{id}", cancellationToken);

    public Task CancelAsync(long id, CancellationToken cancellationToken) =>
        server.SendAsync<JobContract>(HttpMethod.Delete, $"{Jobs}/{id}", null, cancellationToken);

    public async Task<IReadOnlyList<JobFailureContract>> FailuresAsync(long id, CancellationToken cancellationToken)
    {
        var all = new List<JobFailureContract>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync<ListContract<JobFailureContract>>(
                $"{Jobs}/{id}/failures?limit={PageSize}&cursor={Uri.EscapeDataString(cursor ?? "")}", cancellationToken);
            all.AddRange(page.Items);
            // Pages that refer to each other in a circle, or to empty pages, would never end.
            if (page.NextCursor is not null && (page.NextCursor == cursor || page.Items.Count == 0))
                throw new CliException(ExitCode.NotReady, "The server's list does not end. Check its version and its log.");
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return all;
    }
}
