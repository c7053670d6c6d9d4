using Mono.Cecil;

namespace ImageSearch.Tests.Distribution;

/// <summary>
/// Which folders of an assembly use which: read from its compiled types, so that a method body counts as much as a signature. A folder is
/// the first part of a namespace below the root; what stands in the root itself belongs to none.
/// </summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, SortedSet<string>> _uses = [];
    private readonly string _root;

    private FolderGraph(string root) => _root = root;

    /// <summary>For each folder, those that it uses.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Uses => _uses;

    public static FolderGraph Of(string assembly, string root)
    {
        var graph = new FolderGraph(root);
        using var module = ModuleDefinition.ReadModule(assembly);
        foreach (var type in module.GetTypes())
            graph.Read(type);
        return graph;
    }

    /// <summary>Folders that lead back to themselves, in order; empty where there is no cycle.</summary>
    public IReadOnlyList<string> Cycle()
    {
        var done = new HashSet<string>();
        foreach (var folder in _uses.Keys.Order(StringComparer.Ordinal))
        {
            if (Visit(folder, [], done) is { } cycle)
                return cycle;
        }

        return [];
    }

    private List<string>? Visit(string folder, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(folder) is >= 0 and var start)
            return [.. path[start..], folder];
        if (!done.Add(folder))
            return null;
        return _uses.GetValueOrDefault(folder, []).Select(next => Visit(next, [.. path, folder], done)).FirstOrDefault(cycle => cycle is not null);
    }

    private void Read(TypeDefinition type)
    {
        if (FolderOf(type) is not { } folder)
            return;
        var used = _uses.TryGetValue(folder, out var known) ? known : _uses[folder] = [];
        foreach (var reference in References(type).SelectMany(Parts))
        {
            if (FolderOf(reference) is { } other && other != folder)
                used.Add(other);
        }
    }

    private string? FolderOf(TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
            outer = declaring;
        return outer.Namespace.StartsWith(_root + ".", StringComparison.Ordinal) ? outer.Namespace[(_root.Length + 1)..].Split('.')[0] : null;
    }

    private static IEnumerable<TypeReference> References(TypeDefinition type) =>
    [
        .. type.BaseType is null ? [] : new[] { type.BaseType },
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.Methods.SelectMany(References),
    ];

    private static IEnumerable<TypeReference> References(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. !method.HasBody ? [] : method.Body.Variables.Select(variable => variable.VariableType),
        .. !method.HasBody ? [] : method.Body.ExceptionHandlers.Select(handler => handler.CatchType).Where(caught => caught is not null),
        .. !method.HasBody ? [] : method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            MethodReference called => [called.DeclaringType, called.ReturnType, .. (called as GenericInstanceMethod)?.GenericArguments ?? []],
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference named => [named],
            _ => Array.Empty<TypeReference>(),
        }),
    ];

    // A list of pictures is a use of pictures.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
