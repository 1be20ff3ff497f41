namespace NasPipelines.Files.Pickles;

/// <summary>What a pickle may hold, and what of it is kept.</summary>
internal sealed record PickleOptions
{
    /// <summary>The globals that it may name, by module and name with a dot between.</summary>
    public required IReadOnlyDictionary<string, PickleGlobal> Globals { get; init; }

    /// <summary>The text keys of dictionaries whose values are read over and not kept.</summary>
    public Func<string, bool>? Skip { get; init; }

    /// <summary>Whether skipped keys stay in their dictionaries, with <see cref="PickleValue.Skipped"/> as their value.</summary>
    public bool KeepsSkippedKeys { get; init; }

    /// <summary>Whether what is skipped may name other globals: they are read over like the rest of it, and never called.</summary>
    public bool SkipsUnknownGlobals { get; init; }

    /// <summary>Makes the value of a persistent id; null refuses them.</summary>
    public Func<PickleArguments, PickleValue>? Persistent { get; init; }

    /// <summary>Whether <see cref="Persistent"/> is told of the ids in skipped content too.</summary>
    public bool SeesSkippedIds { get; init; }

    /// <summary>The most levels of containers in containers.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The most values that wait on the stack.</summary>
    public int MaxStack { get; init; } = 1 << 22;

    /// <summary>The most bytes that kept values may take, roughly counted; never more than a part of the process's memory.</summary>
    public long MaxKeptBytes { get; init; } = 4L << 30;
}
