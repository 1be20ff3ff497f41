using NasPipelines.Networks.Graph;

namespace NasPipelines.Networks.Onnx;

/// <summary>
/// What the genes decide, as booleans at the head of the model: whether a gene has a value, and whether an operation's value is zero
/// because of choices.
/// </summary>
internal sealed class OnnxConditions
{
    private readonly OnnxScope _scope;
    private readonly OnnxConstants _constants;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly string?[] _zero;
    private readonly bool[] _always;

    public OnnxConditions(NetworkGraph network, OnnxScope scope, OnnxConstants constants)
    {
        _scope = scope;
        _constants = constants;
        _zero = new string?[network.Nodes.Length];
        _always = new bool[network.Nodes.Length];
        Genes = network.Nodes.SelectMany(n => n is Choice choice ? [choice.Gene] : n.Width?.Genes ?? [])
            .Select(gene => gene + 1).DefaultIfEmpty().Max();
        for (var i = 0; i < _zero.Length && Genes > 0; i++)
        {
            Find(network.Nodes[i], i);
        }
    }

    /// <summary>The number of genes that choices and widths read.</summary>
    public int Genes { get; }

    /// <summary>The condition under which an operation's value is zero because of choices, or null where it never is.</summary>
    public string? IsZero(int position) => _zero[position];

    private string IsGene(int gene, int value)
    {
        var name = $"{OnnxNetwork.Architecture}.{gene}";
        var index = _constants.Integer(gene);
        var read = Once($"gene {gene}", () => _scope.Add("Gather", name, [OnnxNetwork.Architecture, index]));
        var constant = _constants.Integer(value);
        return Once($"gene {gene} is {value}", () => _scope.Add("Equal", $"{name}.is.{value}", [read, constant]));
    }

    /// <summary>The condition that the gene of a choice takes one of its options.</summary>
    public string IsTaken(Choice choice, int option) => Any(choice.Values[option].Select(value => IsGene(choice.Gene, value)))!;

    private void Find(NetworkNode node, int position)
    {
        switch (node)
        {
            case Zero:
                _always[position] = true;
                break;
            case Choice choice:
                _zero[position] = Any([_zero[choice.Inputs[0]], .. ZeroOptions(choice)]);
                break;
            case Add or Concat when node.Inputs.All(i => _always[i]):
                _always[position] = true;
                break;
            case Add or Concat when node.Inputs.All(i => _always[i] || _zero[i] is not null):
                _zero[position] = Every(node.Inputs.Where(i => !_always[i]).Select(i => _zero[i]!));
                break;
            case Relu or AvgPool or MaxPool or GlobalAvgPool or Slice or Pad:
                (_always[position], _zero[position]) = (_always[node.Inputs[0]], _zero[node.Inputs[0]]);
                break;
        }
    }

    private IEnumerable<string?> ZeroOptions(Choice choice)
    {
        var source = _zero[choice.Inputs[0]];
        for (var option = 0; option < choice.Options.Length; option++)
        {
            var operand = choice.Options[option];
            if (_always[operand])
            {
                yield return IsTaken(choice, option);
            }
            else if (_zero[operand] is { } zero && zero != source)
            {
                yield return Every([IsTaken(choice, option), zero]);
            }
        }
    }

    private string? Any(IEnumerable<string?> conditions) => Combine("Or", [.. conditions.OfType<string>()]);

    private string? Every(IEnumerable<string> conditions) => Combine("And", [.. conditions]);

    private string? Combine(string operation, string[] conditions)
    {
        string[] different = [.. conditions.Distinct().Order(StringComparer.Ordinal)];
        return different.Length == 0 ? null : different.Aggregate((a, b) =>
            Once(
                $"{operation} {a} {b}", () => _scope.Add(operation, $"{OnnxNetwork.Architecture}.{operation.ToLowerInvariant()}", [a, b])));
    }

    private string Once(string key, Func<string> write)
    {
        if (!_known.TryGetValue(key, out var name))
        {
            _known.Add(key, name = write());
        }

        return name;
    }
}
