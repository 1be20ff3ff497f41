using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import;

/// <summary>How a published implementation names the weights of its supernet.</summary>
/// <param name="name">The layout's name.</param>
/// <param name="spaces">The search spaces that it is of, by name; the first one is meant where none is given and there is no other.</param>
internal abstract class SupernetLayout(string name, params string[] spaces)
{
    public string Name => name;

    public IReadOnlyList<string> Spaces => spaces;

    /// <summary>Whether the keys of weights are this layout's.</summary>
    public abstract bool Recognises(CheckpointTensors tensors);

    /// <summary>What network the weights are of.</summary>
    /// <param name="tensors">The weights.</param>
    /// <param name="space">The search space.</param>
    /// <param name="options">What was asked for.</param>
    /// <exception cref="InvalidDataException">It is none of ours; the message says why.</exception>
    public abstract SupernetForm Describe(CheckpointTensors tensors, SearchSpace space, SupernetImportOptions options);

    /// <summary>The checkpoint's module that an operation of our network with parameters is; null where the checkpoint has none.</summary>
    /// <param name="form">The network.</param>
    /// <param name="operation">The name of a convolution, a normalisation or a linear layer.</param>
    public abstract string? Module(SupernetForm form, string operation);

    /// <summary>In what the network that was trained differs from ours; null where it does not.</summary>
    public virtual string? Difference => null;

    /// <summary>What a wrong shape of a parameter usually means; null where nothing.</summary>
    public virtual string? Hint(SupernetForm form, string parameter) => null;

    /// <summary>The operations in the order of indices, as published or as given.</summary>
    protected static IReadOnlyList<string> Order(SupernetImportOptions options, IReadOnlyList<string> published)
    {
        if (options.Operations is not { } given)
        {
            return published;
        }

        // A published order may have more than there is to choose from: none, in the cells of DARTS.
        var lacking = published.Where(operation => operation != "none" && !given.Contains(operation)).ToList();
        return lacking.Count == 0
            ? given
            : throw new ArgumentException(
                $"{nameof(options.Operations)} must name each of {string.Join(", ", published)} in the order of the checkpoint's indices "
                    + $"({string.Join(", ", lacking)} is missing; were {string.Join(", ", given)}).");
    }

    /// <summary>A size of a tensor.</summary>
    /// <exception cref="InvalidDataException">There is no such tensor, or it has other dimensions.</exception>
    protected int Size(CheckpointTensors tensors, string key, int dimension, int dimensions)
    {
        var shape = tensors.ShapeOf(key) ?? throw tensors.Fault($"it is not of layout {Name}: '{tensors.Original(key)}' is missing");
        return shape.Count == dimensions && shape[dimension] is > 0 and <= int.MaxValue
            ? (int)shape[dimension]
            : throw tensors.Fault(
                $"tensor '{tensors.Original(key)}' must have {dimensions} dimensions (was ({string.Join(", ", shape)}))");
    }
}
