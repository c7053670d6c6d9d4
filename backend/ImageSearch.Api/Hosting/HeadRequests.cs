namespace ImageSearch.Api.Hosting;

internal static class HeadRequests
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Lets every endpoint of the group that answers GET answer HEAD as well. Its handler runs as for GET; the server leaves the body away, files are
    /// not opened, and streams of events end after their headers.
    /// </summary>
    public static RouteGroupBuilder WithHead(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
                endpoint.Metadata.Add(new HttpMethodMetadata(GetAndHead));
        });
        return group;
    }
}
