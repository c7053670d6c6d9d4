using System.Reflection;

namespace ImageSearch.Api.Parameters;

internal static class ParameterExtensions
{
    /// <summary>Gives every endpoint of the group the rules of its query.</summary>
    public static RouteGroupBuilder WithQueryRules(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<MethodInfo>().LastOrDefault() is { } handler)
                endpoint.Metadata.Add(QueryRules.Of(handler));
        });
        return group;
    }

    /// <summary>Checks queries by the rules of their endpoint, and readies them for binding.</summary>
    public static void UseQueryRules(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Query.Count > 0)
            context.GetEndpoint()?.Metadata.GetMetadata<QueryRules>()?.Apply(context.Request);
        return next(context);
    });
}
