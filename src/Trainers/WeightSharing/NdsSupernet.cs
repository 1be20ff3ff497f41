using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>
/// The supernet of a network design space: all weights are slices of those of its largest network (Ning et al. 2021, section 4).
/// </summary>
/// <param name="space">The space.</param>
/// <param name="largest">Its deepest and widest architecture, without groups.</param>
internal sealed class NdsSupernet(SearchSpace space, string largest) : Supernet
{
    public override SearchSpace Space => space;

    public override IEnumerable<Architecture> Cover() => [space.Parse(largest)];
}
