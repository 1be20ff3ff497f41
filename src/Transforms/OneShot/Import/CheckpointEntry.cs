using System.Collections.Immutable;

namespace NasPipelines.OneShot.Import;

/// <summary>What a checkpoint holds under a key.</summary>
public sealed class CheckpointEntry
{
    internal CheckpointEntry(string key, string type, ImmutableArray<long>? shape = null, string? value = null) =>
        (Key, Type, Shape, Value) = (key, type, shape, value);

    /// <summary>The keys that lead to it, with a dot between: <c>search_model.stem.0.weight</c>.</summary>
    public string Key { get; }

    /// <summary>The type of a tensor's numbers, such as <c>float32</c>, else what kind of value it is.</summary>
    public string Type { get; }

    /// <summary>The shape of a tensor; null where it is none.</summary>
    public ImmutableArray<long>? Shape { get; }

    /// <summary>A value that is no tensor, as text; null for a tensor and for what was not read.</summary>
    public string? Value { get; }

    /// <summary>A line.</summary>
    public override string ToString() =>
        Shape is { } shape ? $"{Key}: {Type} ({string.Join(", ", shape)})" : $"{Key}: {Type}{(Value is null ? "" : $" {Value}")}";
}
