using NasPipelines.Annotations;
using System.Buffers;
using NasPipelines.Spaces;
using MemoryMarshal = System.Runtime.InteropServices.MemoryMarshal;

namespace NasPipelines.Stages;

/// <summary>
/// The name of a search space as the text of an annotation, with the space itself and the architectures of the view behind it: stages that
/// get the view need neither look the space up by its name, which finds only listed ones, nor parse architectures that were parsed when the
/// view was made.
/// </summary>
/// <remarks>
/// ML.NET passes annotations on through all its stages, and copies a text as a reference to its memory; so what is behind the memory
/// arrives as well, with no type of annotation that savers do not know. In files only the name is left.
/// </remarks>
internal sealed class SpaceText : MemoryManager<char>
{
    private readonly Lazy<IReadOnlyDictionary<string, Architecture>> _parsed;

    /// <param name="space">The space.</param>
    /// <param name="architectures">The architectures of the view, in any order, known by their texts.</param>
    public SpaceText(SearchSpace space, Func<IEnumerable<(string Text, Architecture Architecture)>>? architectures = null)
    {
        Space = space;
        _parsed = new(() => Index(architectures?.Invoke() ?? []));
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>What is behind the annotation of a column; null where it has none, or one that was read from a file.</summary>
    public static SpaceText? Of(Microsoft.ML.DataViewSchema.Column column) =>
        MemoryMarshal.TryGetMemoryManager<char, SpaceText>(AnnotationText.Memory(column, AnnotationText.SearchSpace), out var manager)
            ? manager
            : null;

    /// <summary>The architecture of a text: one that the view was made with, or a new one.</summary>
    /// <exception cref="FormatException">The text is not an architecture of the space.</exception>
    public Architecture Parse(string text) => _parsed.Value.TryGetValue(text, out var architecture) ? architecture : Space.Parse(text);

    /// <inheritdoc/>
    public override Span<char> GetSpan() =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(Space.Name.AsSpan()), Space.Name.Length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => Space.Name.AsMemory(elementIndex).Pin();

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }

    private static Dictionary<string, Architecture> Index(IEnumerable<(string Text, Architecture Architecture)> architectures)
    {
        var index = new Dictionary<string, Architecture>(StringComparer.Ordinal);
        foreach (var (text, architecture) in architectures)
        {
            index.TryAdd(text, architecture);
        }

        return index;
    }
}
