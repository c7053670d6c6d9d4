using ImageSearch.Cli.Contracts;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Cli.Libraries;

/// <summary>The jobs of a running server.</summary>
internal sealed class JobsOnServer(ServerConnection server) : IJobClient
{
    private const string Jobs = "api/v1/jobs";
    private const int PageSize = 500;

    public Task<Job> FindAsync(long id, CancellationToken cancellationToken) => server.GetAsync<Job>($"{Jobs}/{id}", cancellationToken);

    public Task CancelAsync(long id, CancellationToken cancellationToken) =>
        server.SendAsync<Job>(HttpMethod.Delete, $"{Jobs}/{id}", null, cancellationToken);

    public async Task<IReadOnlyList<JobFailure>> FailuresAsync(long id, CancellationToken cancellationToken)
    {
        var all = new List<JobFailure>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync<JobFailurePage>($"{Jobs}/{id}/failures?limit={PageSize}&cursor={Uri.EscapeDataString(cursor ?? "")}", cancellationToken);
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
