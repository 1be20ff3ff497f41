using System.Runtime.CompilerServices;

namespace NasPipelines.Fixtures.Files;

/// <summary>A class or function that a pickle names.</summary>
/// <param name="Module">Its module.</param>
/// <param name="Name">Its name.</param>
public sealed record PickledGlobal(string Module, string Name);

/// <summary>A persistent id: something outside the pickle.</summary>
/// <param name="Items">What it is found by.</param>
public sealed record PickledId(ITuple Items);

/// <summary>An object that a pickle makes.</summary>
/// <param name="global">Its class, or the function that makes it.</param>
/// <param name="arguments">The function's arguments; null makes an object of the class.</param>
public sealed class PickledObject(PickledGlobal global, ITuple? arguments)
{
    /// <summary>Its class, or the function that makes it.</summary>
    public PickledGlobal Global { get; } = global;

    /// <summary>The function's arguments; null makes an object of the class.</summary>
    public ITuple? Arguments { get; } = arguments;

    /// <summary>Entries of a dictionary.</summary>
    public (object Key, object? Value)[] Entries { get; init; } = [];

    /// <summary>What its state is set to; null for none.</summary>
    public object? State { get; init; }

    /// <summary>An ordered dictionary, with attributes where there are any, as those of PyTorch have.</summary>
    public static PickledObject Ordered((object Key, object? Value)[] entries, (object, object)[]? attributes = null) =>
        new(new("collections", "OrderedDict"), ValueTuple.Create()) { Entries = entries, State = attributes };

    /// <summary>The arguments of a script.</summary>
    public static PickledObject Namespace((object, object)[] values) => new(new("argparse", "Namespace"), null) { State = values };
}
